package dev.parley.presence.change;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// How many changes came.
final class ChangeMetrics {
    private final Counter seen;

    ChangeMetrics(MeterRegistry meters) {
        seen = meters.counter("presence.changes.seen");
    }

    void seen(int changes) {
        seen.increment(changes);
    }
}
