package dev.parley.api.visibility;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Of whom nobody could tell.
final class VisibilityMetrics {
    private final Counter unknown;

    VisibilityMetrics(MeterRegistry registry) {
        unknown = registry.counter("api.visibility.unknown");
    }

    void unknown(int glances) {
        unknown.increment(glances);
    }
}
