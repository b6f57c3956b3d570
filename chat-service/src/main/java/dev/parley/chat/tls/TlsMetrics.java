package dev.parley.chat.tls;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// Meters of the port's certificate.
final class TlsMetrics {
    private final MeterRegistry registry;
    private final Counter unreadable;

    TlsMetrics(MeterRegistry registry) {
        this.registry = registry;
        unreadable = registry.counter("chat.edge.certificate.unreadable");
    }

    void unreadable() {
        unreadable.increment();
    }

    void watch(Supplier<Instant> expiresAt, Clock clock) {
        Gauge.builder(
                        "chat.edge.certificate.remaining",
                        expiresAt,
                        it -> Duration.between(clock.instant(), it.get()).toSeconds())
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
    }
}
