package dev.parley.api.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// Meters of login limits.
final class LimitMetrics {
    private final Counter limited;

    LimitMetrics(MeterRegistry registry, FallbackAttemptStore store) {
        limited = Counter.builder("api.login.limited")
                .description("Attempts refused because too many failed before")
                .register(registry);
        Gauge.builder("api.login.limits.in.memory", store, it -> it.inMemory() ? 1 : 0)
                .description("1 while Redis is away and each replica counts for itself")
                .register(registry);
    }

    void limited() {
        limited.increment();
    }
}
