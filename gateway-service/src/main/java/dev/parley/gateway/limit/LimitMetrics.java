package dev.parley.gateway.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What the limits did.
final class LimitMetrics {
    private final MeterRegistry meters;
    private final Counter uncounted;
    private final Counter bodyRefused;

    LimitMetrics(MeterRegistry meters) {
        this.meters = meters;
        uncounted = meters.counter("gateway.limits.uncounted");
        bodyRefused = meters.counter("gateway.limits.body.refused");
    }

    void refused(String route) {
        meters.counter("gateway.limits.refused", "route", route).increment();
    }

    /// Let through because Redis did not answer.
    void uncounted() {
        uncounted.increment();
    }

    void bodyRefused() {
        bodyRefused.increment();
    }
}
