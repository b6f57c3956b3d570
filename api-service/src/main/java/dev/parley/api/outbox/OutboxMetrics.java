package dev.parley.api.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Meters of the outbox.
final class OutboxMetrics {
    private final InstantSource clock;
    private final AtomicInteger waiting;
    private volatile @Nullable Instant oldest;
    private final Counter published;
    private final Counter failed;
    private final Counter late;

    OutboxMetrics(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        waiting = new AtomicInteger();
        registry.gauge("api.outbox.waiting", waiting);
        TimeGauge.builder("api.outbox.age", this, TimeUnit.MILLISECONDS, OutboxMetrics::ageMillis)
                .register(registry);
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

    /// When the oldest of those was added; null if there are none. It grows older while no turn ends well.
    void oldest(@Nullable Instant addedAt) {
        oldest = addedAt;
    }

    private long ageMillis() {
        Instant since = oldest;
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toMillis());
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
