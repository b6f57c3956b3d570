package dev.parley.notification.request;

import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.record.PushRequests;
import dev.parley.contracts.record.UnreadableRecordException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes requests one after the other and does nothing with them yet but count.
final class CountRequests {
    private static final Logger log = LoggerFactory.getLogger(CountRequests.class);

    private final RequestMetrics metrics;

    CountRequests(RequestMetrics metrics) {
        this.metrics = metrics;
    }

    /// A record that no version of ours wrote is counted and passed over: it would be as unreadable the next time.
    void take(byte[] record) {
        try {
            PushRequest request = PushRequests.decode(record);
            metrics.seen();
            log.atDebug()
                    .setMessage("push_request_seen")
                    .addKeyValue("badge", request.badge())
                    .log();
        } catch (UnreadableRecordException unreadable) {
            metrics.unreadable();
            log.atWarn().setMessage("push_request_unreadable").log();
        }
    }
}
