package dev.parley.api.visibility;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.record.PresenceMessages;
import dev.parley.contracts.record.UnreadableRecordException;
import dev.parley.kit.problem.RefusedException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// For presence-service; the gateway does not lead here. Bodies as in [PresenceMessages].
@RestController
class InternalVisibilityController {
    private final CheckVisibility checkVisibility;

    InternalVisibilityController(CheckVisibility checkVisibility) {
        this.checkVisibility = checkVisibility;
    }

    @PostMapping(
            path = PresenceMessages.VISIBILITY_PATH,
            consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE,
            produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    byte[] check(@RequestBody byte[] glances) {
        try {
            return PresenceMessages.encodeVisible(checkVisibility.check(PresenceMessages.decodeGlances(glances)));
        } catch (UnreadableRecordException notOurs) {
            throw new RefusedException(ErrorCode.INVALID_REQUEST);
        }
    }
}
