package dev.parley.notification.outstanding;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.problem.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// For api-service, which says where a message is; the gateway does not lead here.
@RestController
class InternalRingingController {
    /// Twice the members of the largest group.
    private static final int MAX_USERS = 200;

    private final OutstandingStore outstanding;

    InternalRingingController(OutstandingStore outstanding) {
        this.outstanding = outstanding;
    }

    /// What became of ringing these users' devices for a message, for as long as it is kept. Devices that nobody
    /// asked to ring for it are left out.
    ///
    /// @param users ids with commas between
    @GetMapping("/internal/ringing")
    RingingJson ringing(@RequestParam String conversation, @RequestParam long seq, @RequestParam String users) {
        List<DeviceJson> devices = new ArrayList<>();
        for (OutstandingStore.Kept it : outstanding.find(conversation(conversation), users(users))) {
            it.state()
                    .ringing(seq)
                    .ifPresent(ringing -> devices.add(
                            new DeviceJson(it.user().toString(), it.device().toString(), ringing.wireName())));
        }
        return new RingingJson(devices);
    }

    private static ConversationId conversation(String text) {
        try {
            return ConversationId.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw invalid("conversation must be an id");
        }
    }

    private static Set<UserId> users(String text) {
        try {
            Set<UserId> users = UserId.parseList(text);
            if (users.size() > MAX_USERS) {
                throw invalid("at most " + MAX_USERS + " users");
            }
            return users;
        } catch (IllegalArgumentException malformed) {
            throw invalid("users must be ids with commas between");
        }
    }

    private static RefusedException invalid(String sentence) {
        return new RefusedException(new Refused(ErrorCode.INVALID_REQUEST, sentence));
    }

    record RingingJson(List<DeviceJson> devices) {}

    /// @param state as [Ringing#wireName]
    record DeviceJson(String userId, String deviceId, String state) {}
}
