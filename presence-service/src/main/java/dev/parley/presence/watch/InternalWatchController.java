package dev.parley.presence.watch;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.event.Watch;
import dev.parley.contracts.record.PresenceMessages;
import dev.parley.contracts.record.UnreadableRecordException;
import dev.parley.kit.problem.RefusedException;
import dev.parley.presence.state.StoreAwayException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// For chat servers; the gateway does not lead here. Bodies as in [PresenceMessages].
@RestController
class InternalWatchController {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final RegisterWatches registerWatches;
    private final WatchMetrics metrics;

    InternalWatchController(RegisterWatches registerWatches, WatchMetrics metrics) {
        this.registerWatches = registerWatches;
        this.metrics = metrics;
    }

    @PostMapping(
            path = PresenceMessages.WATCH_PATH,
            consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE,
            produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    byte[] watch(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(PresenceMessages.MAX_BYTES + 1);
        if (bytes.length > PresenceMessages.MAX_BYTES) {
            throw new RefusedException(ErrorCode.REQUEST_TOO_LARGE);
        }
        try {
            List<Watch> watches = PresenceMessages.decodeWatches(bytes);
            metrics.registered(watches.size());
            return PresenceMessages.encodeStates(registerWatches.register(watches));
        } catch (UnreadableRecordException notOurs) {
            throw new RefusedException(ErrorCode.INVALID_REQUEST);
        } catch (StoreAwayException away) {
            throw new RefusedException(new Refused(ErrorCode.RETRY), RETRY_AFTER);
        }
    }
}
