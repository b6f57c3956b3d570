package dev.parley.presence.bus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// How telling goes.
final class BusMetrics {
    private final Counter published;
    private final Counter dropped;

    BusMetrics(MeterRegistry meters) {
        published = meters.counter("presence.bus.published");
        dropped = meters.counter("presence.bus.dropped");
    }

    void published() {
        published.increment();
    }

    void dropped() {
        dropped.increment();
    }
}
