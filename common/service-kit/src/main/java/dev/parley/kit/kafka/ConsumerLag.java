package dev.parley.kit.kafka;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// How many records a loop that reads topics has still to take, in the partitions that it owns now: gauge
/// `kafka.loop.lag`. For the loop's thread.
public final class ConsumerLag {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Clock clock;
    private volatile long records;
    private @Nullable Long lookedNanos;

    /// @param loop as in `kafka.loop.failed`
    public ConsumerLag(String loop, MeterRegistry meters) {
        this.clock = meters.config().clock();
        Gauge.builder("kafka.loop.lag", () -> records).tag("loop", loop).register(meters);
    }

    /// After each poll; looks once a second. Waits for nobody: the consumer heard of the ends when it fetched.
    public void look(Consumer<?, ?> consumer) {
        long now = clock.monotonicTime();
        Long before = lookedNanos;
        if (before == null || now - before >= LOOK_EVERY.toNanos()) {
            lookedNanos = now;
            long sum = 0;
            for (TopicPartition partition : consumer.assignment()) {
                sum += consumer.currentLag(partition).orElse(0);
            }
            records = sum;
        }
    }

    /// The consumer has ended: whoever owns its partitions next knows more.
    public void ended() {
        records = 0;
        lookedNanos = null;
    }
}
