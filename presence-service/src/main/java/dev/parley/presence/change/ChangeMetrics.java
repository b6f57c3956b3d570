package dev.parley.presence.change;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// What came, and how late watchers were told.
final class ChangeMetrics {
    private final Counter seen;
    private final Counter unreadable;
    private final Timer latency;

    ChangeMetrics(MeterRegistry meters) {
        seen = meters.counter("presence.changes.seen");
        unreadable = meters.counter("presence.changes.unreadable");
        latency = Timer.builder("presence.changes.latency")
                .description("From a chat server's finding a change to its being on its way to watchers")
                .publishPercentileHistogram()
                .register(meters);
    }

    void seen(int changes) {
        seen.increment(changes);
    }

    void unreadable() {
        unreadable.increment();
    }

    void passed(Duration after) {
        latency.record(after.isNegative() ? Duration.ZERO : after);
    }
}
