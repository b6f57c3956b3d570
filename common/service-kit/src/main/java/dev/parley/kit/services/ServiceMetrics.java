package dev.parley.kit.services;

import dev.parley.kit.services.ServiceKeys.Why;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// Meters of calls between services.
final class ServiceMetrics {
    private final Map<Why, Counter> refused = new EnumMap<>(Why.class);
    private final Counter unreadable;

    ServiceMetrics(MeterRegistry registry) {
        for (Why why : Why.values()) {
            refused.put(why, registry.counter("services.calls.refused", "why", why.tag()));
        }
        unreadable = registry.counter("services.keys.unreadable");
    }

    void refused(Why why) {
        Objects.requireNonNull(refused.get(why)).increment();
    }

    void unreadable() {
        unreadable.increment();
    }
}
