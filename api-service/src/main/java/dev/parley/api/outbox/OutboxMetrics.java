package dev.parley.api.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/// Meters of the outbox.
final class OutboxMetrics {
    private final AtomicInteger waiting;
    private final Counter published;
    private final Counter failed;
    private final Counter late;

    OutboxMetrics(MeterRegistry registry) {
        waiting = new AtomicInteger();
        registry.gauge("api.outbox.waiting", waiting);
        published = Counter.builder("api.outbox.published")
                .description("Entries appended to conversation logs")
                .register(registry);
        failed = Counter.builder("api.outbox.failed")
                .description("Turns or conversations that could not be carried on")
                .register(registry);
        late = Counter.builder("api.outbox.late")
                .description("Requests answered before the log had their change")
                .register(registry);
    }

    /// Entries left by the last turn, at most a batch.
    void waiting(int entries) {
        waiting.set(entries);
    }

    void published(int entries) {
        published.increment(entries);
    }

    void failed() {
        failed.increment();
    }

    void late() {
        late.increment();
    }
}
