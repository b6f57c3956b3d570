package dev.parley.id.lease;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Meters of the lease table.
final class LeaseMetrics {
    private final Counter granted;
    private final Counter renewed;
    private final Counter lost;
    private final Counter exhausted;
    private final Counter clockAhead;

    LeaseMetrics(MeterRegistry registry) {
        granted = registry.counter("leases.granted");
        renewed = registry.counter("leases.renewed");
        lost = registry.counter("leases.lost");
        exhausted = registry.counter("leases.exhausted");
        clockAhead = registry.counter("leases.clock.ahead");
    }

    void granted() {
        granted.increment();
    }

    void renewed() {
        renewed.increment();
    }

    void lost() {
        lost.increment();
    }

    void exhausted() {
        exhausted.increment();
    }

    void clockAhead() {
        clockAhead.increment();
    }
}
