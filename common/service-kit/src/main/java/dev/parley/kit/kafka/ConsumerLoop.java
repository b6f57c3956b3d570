package dev.parley.kit.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads topics with one consumer on a thread of its own, from its start until it is closed.
///
/// Every record is handed over at least once, those of a partition in order; offsets are committed after the
/// handler has returned. Whatever fails (Kafka, the handler) ends that consumer; after a pause a new one begins at
/// the last commit. Kafka being away, at the start or later, is waited for without end.
public final class ConsumerLoop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConsumerLoop.class);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration COMMIT = Duration.ofSeconds(5);
    private static final CloseOptions GOODBYE = CloseOptions.timeout(Duration.ofSeconds(2));
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    /// Between tries, when many have failed in a row.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final String name;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final List<String> topics;
    private final RecordHandler handler;
    private final Counter failed;
    private final ConsumerLag lag;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    private volatile @Nullable Consumer<byte[], byte[]> current;
    private volatile int partitions;
    private volatile int failuresInARow;

    /// Takes what one poll brought, on the loop's thread. Throws what it can't handle; the records come again then.
    @FunctionalInterface
    public interface RecordHandler {
        void handle(ConsumerRecords<byte[], byte[]> records);
    }

    private ConsumerLoop(
            String name,
            Supplier<Consumer<byte[], byte[]>> consumers,
            List<String> topics,
            RecordHandler handler,
            MeterRegistry meters) {
        this.name = name;
        this.consumers = consumers;
        this.topics = List.copyOf(topics);
        this.handler = handler;
        this.failed = meters.counter("kafka.loop.failed", "loop", name);
        this.lag = new ConsumerLag(name, meters);
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /// @param name of the thread, in log lines and metrics
    /// @param consumers makes a consumer that commits only when told to; called again after each failure
    public static ConsumerLoop start(
            String name,
            Supplier<Consumer<byte[], byte[]>> consumers,
            List<String> topics,
            RecordHandler handler,
            MeterRegistry meters) {
        ConsumerLoop loop = new ConsumerLoop(name, consumers, topics, handler, meters);
        loop.thread.start();
        return loop;
    }

    /// Partitions assigned at the moment; 0 while Kafka has not been reached.
    public int partitions() {
        return partitions;
    }

    /// Whether the last try failed, so that a pause or a new try is under way.
    public boolean isFailing() {
        return failuresInARow > 0;
    }

    /// Returns when the consumer has left its group, or after a few seconds.
    @Override
    public void close() {
        stopping.countDown();
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(COMMIT.plus(POLL));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isStopping()) {
            try (Closing consumer = new Closing(consumers.get())) {
                current = consumer.it;
                consume(consumer.it);
            } catch (WakeupException closing) {
                // The loop ends.
            } catch (RuntimeException failure) {
                failed(failure);
            }
            partitions = 0;
            lag.ended();
        }
    }

    private void consume(Consumer<byte[], byte[]> consumer) {
        consumer.subscribe(topics, new Assigned(consumer));
        while (!isStopping()) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            lag.look(consumer);
            if (!records.isEmpty()) {
                handler.handle(records);
                consumer.commitSync(COMMIT);
            }
            if (isFailing()) {
                failuresInARow = 0;
                log.atInfo()
                        .setMessage("kafka_loop_back")
                        .addKeyValue("loop", name)
                        .log();
            }
        }
    }

    private void failed(RuntimeException failure) {
        failed.increment();
        failuresInARow++;
        if (failuresInARow == 1) {
            log.atWarn()
                    .setMessage("kafka_loop_failed")
                    .addKeyValue("loop", name)
                    .setCause(failure)
                    .log();
        }
        long pauseMillis = FIRST_PAUSE.toMillis() << Math.min(failuresInARow - 1, 10);
        try {
            var unused = stopping.await(Math.min(pauseMillis, LONGEST_PAUSE.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private record Closing(Consumer<byte[], byte[]> it) implements AutoCloseable {
        @Override
        public void close() {
            it.close(GOODBYE);
        }
    }

    private final class Assigned implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> consumer;

        Assigned(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> added) {
            partitions = consumer.assignment().size();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> removed) {
            partitions = Math.max(0, consumer.assignment().size() - removed.size());
        }
    }
}
