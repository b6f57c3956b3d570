package dev.parley.api.conversation;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.problem.RefusedException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// For chat servers, which ask about many users at once; the gateway does not lead here. Users are ids with commas
/// between, in questions and in answers.
@RestController
class InternalParticipantController {
    private static final int MAX_USERS = 200;

    private final ParticipantStore participants;

    InternalParticipantController(ParticipantStore participants) {
        this.participants = participants;
    }

    /// Those of the users who exist.
    @GetMapping(path = "/internal/users/existing", produces = MediaType.TEXT_PLAIN_VALUE)
    String existing(@RequestParam List<UserId> users) {
        return UserId.list(participants.peers(bounded(users)).keySet());
    }

    /// Those of the users who turned read receipts off.
    @GetMapping(path = "/internal/read-receipts/off", produces = MediaType.TEXT_PLAIN_VALUE)
    String withoutReceipts(@RequestParam List<UserId> users) {
        return UserId.list(participants.withoutReceipts(bounded(users)));
    }

    private static List<UserId> bounded(List<UserId> users) {
        if (users.size() > MAX_USERS) {
            throw new RefusedException(new Refused(ErrorCode.INVALID_REQUEST, "at most " + MAX_USERS + " users"));
        }
        return users;
    }
}
