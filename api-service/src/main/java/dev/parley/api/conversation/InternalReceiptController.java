package dev.parley.api.conversation;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.problem.RefusedException;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// For other services; the gateway does not lead here.
@RestController
class InternalReceiptController {
    /// Members of one conversation.
    private static final int MAX_USERS = 100;

    private final ParticipantStore participants;

    InternalReceiptController(ParticipantStore participants) {
        this.participants = participants;
    }

    /// Those of the users who turned read receipts off, with commas between.
    @GetMapping(path = "/internal/read-receipts/off", produces = MediaType.TEXT_PLAIN_VALUE)
    String off(@RequestParam List<UserId> users) {
        if (users.size() > MAX_USERS) {
            throw new RefusedException(new Refused(ErrorCode.INVALID_REQUEST, "at most " + MAX_USERS + " users"));
        }
        return participants.withoutReceipts(users).stream()
                .map(UserId::toString)
                .sorted()
                .collect(Collectors.joining(","));
    }
}
