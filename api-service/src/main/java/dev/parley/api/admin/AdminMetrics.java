package dev.parley.api.admin;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Meters of the operators' door.
final class AdminMetrics {
    private final Counter refused;

    AdminMetrics(MeterRegistry registry) {
        refused = Counter.builder("api.admin.refused")
                .description("Requests below /admin without an operator's secret, or with a wrong one")
                .register(registry);
    }

    void refused() {
        refused.increment();
    }
}
