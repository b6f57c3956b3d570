package dev.parley.api.trace;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Of which messages not all could be told.
final class TraceMetrics {
    private final Counter pushUnknown;

    TraceMetrics(MeterRegistry registry) {
        pushUnknown = Counter.builder("api.trace.push.unknown")
                .description("Messages whose rings could not be told because notification-service did not answer")
                .register(registry);
    }

    void pushUnknown() {
        pushUnknown.increment();
    }
}
