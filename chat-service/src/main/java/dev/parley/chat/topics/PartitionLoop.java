package dev.parley.chat.topics;

import dev.parley.chat.share.GroupShare;
import dev.parley.kit.kafka.ConsumerLag;
import dev.parley.kit.time.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Owns partitions of one topic through Kafka's group protocol, on a thread of its own, until stopped. A handler
/// that fails loses its
/// partitions and gets them, or others, again with a new consumer a second later: records come again from the last
/// commit.
public final class PartitionLoop {
    private static final Logger log = LoggerFactory.getLogger(PartitionLoop.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /// Time for the last writes and commit when stopping.
    private static final Duration FINISH = Duration.ofSeconds(8);

    private final String topic;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final PartitionHandler handler;
    private final GroupShare share;
    private final ConsumerLag lag;
    private final Pause pause;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean healthy = true;
    private @Nullable Consumer<byte[], byte[]> current;

    /// @param consumers makes a consumer that subscribes to nothing yet
    /// @param share the one that the consumers have
    public PartitionLoop(
            String topic,
            Supplier<Consumer<byte[], byte[]>> consumers,
            PartitionHandler handler,
            GroupShare share,
            ConsumerLag lag,
            Pause pause) {
        this.topic = topic;
        this.consumers = consumers;
        this.handler = handler;
        this.share = share;
        this.lag = lag;
        this.pause = pause;
        this.thread = Thread.ofPlatform().name("parley-" + topic).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// False after a failure, until records flow again.
    public boolean isHealthy() {
        return healthy && thread.isAlive();
    }

    /// Finishes and commits what was begun, then leaves the group. Blocks for a bounded time.
    public void stop() {
        stopping = true;
        wake();
        try {
            if (!thread.join(FINISH)) {
                handler.abort();
                thread.join(FINISH);
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void wake() {
        if (current != null) {
            current.wakeup();
        }
    }

    private synchronized void current(@Nullable Consumer<byte[], byte[]> consumer) {
        current = consumer;
    }

    private void run() {
        while (!stopping) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                current(consumer);
                own(consumer);
            } catch (WakeupException stop) {
                // Only stop() wakes.
            } catch (RuntimeException failure) {
                healthy = false;
                log.atError()
                        .setMessage("partition_loop_failed")
                        .addKeyValue("topic", topic)
                        .setCause(failure)
                        .log();
                rest();
            } finally {
                current(null);
                lag.ended();
            }
        }
    }

    private void own(Consumer<byte[], byte[]> consumer) {
        Rebalances rebalances = new Rebalances(consumer);
        consumer.subscribe(List.of(topic), rebalances);
        try {
            while (!stopping) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                lag.look(consumer);
                if (!records.isEmpty()) {
                    List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>(records.count());
                    records.forEach(batch::add);
                    handler.handle(batch);
                }
                Map<TopicPartition, OffsetAndMetadata> offsets = offsets(handler.committable());
                if (!offsets.isEmpty()) {
                    // A failed commit only means that more is replayed after a crash; the next one covers it.
                    consumer.commitAsync(offsets, null);
                }
                if (share.wantsRound()) {
                    consumer.enforceRebalance("shares changed");
                }
                healthy = true;
            }
        } catch (WakeupException stop) {
            // Fall through to finish.
        } catch (RuntimeException failure) {
            handler.lost(numbers(consumer.assignment()));
            share.left();
            throw failure;
        }
        try {
            finish(consumer);
        } finally {
            share.left();
        }
    }

    private void finish(Consumer<byte[], byte[]> consumer) {
        Set<Integer> owned = numbers(consumer.assignment());
        Map<TopicPartition, OffsetAndMetadata> offsets = offsets(handler.revoked(owned));
        if (!offsets.isEmpty()) {
            consumer.commitSync(offsets, Duration.ofSeconds(3));
        }
    }

    private final class Rebalances implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> consumer;

        Rebalances(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<Integer, Long> next = new HashMap<>();
            partitions.forEach(partition -> next.put(partition.partition(), consumer.position(partition)));
            handler.assigned(next, consumer.groupMetadata().generationId());
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> offsets = offsets(handler.revoked(numbers(partitions)));
            if (!offsets.isEmpty()) {
                consumer.commitSync(offsets);
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            handler.lost(numbers(partitions));
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(Map<Integer, Long> next) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        next.forEach((partition, offset) ->
                offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
        return offsets;
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }

    private void rest() {
        try {
            pause.pause(AFTER_FAILURE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }
}
