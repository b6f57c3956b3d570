package dev.parley.api.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Meters of sessions.
final class SessionMetrics {
    private final Counter reused;

    SessionMetrics(MeterRegistry registry) {
        reused = Counter.builder("api.refresh.reused")
                .description("Refresh tokens used twice; each ended a session")
                .register(registry);
    }

    void reused() {
        reused.increment();
    }
}
