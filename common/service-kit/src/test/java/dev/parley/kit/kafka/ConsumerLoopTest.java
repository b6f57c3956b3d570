package dev.parley.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsumerLoopTest {
    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LinkedBlockingQueue<MockConsumer<byte[], byte[]>> next = new LinkedBlockingQueue<>();
    private final List<Long> handled = new CopyOnWriteArrayList<>();
    private volatile boolean spoilt;
    private final MockConsumer<byte[], byte[]> first = consumer();
    private final ConsumerLoop loop =
            ConsumerLoop.start("test-loop", this::take, List.of("topic"), this::handle, meters);

    private static MockConsumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(PARTITION)));
        return consumer;
    }

    private Consumer<byte[], byte[]> take() {
        try {
            return next.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void handle(ConsumerRecords<byte[], byte[]> records) {
        if (spoilt) {
            throw new IllegalStateException("can't handle these");
        }
        records.forEach(record -> handled.add(record.offset()));
    }

    @AfterEach
    void close() {
        next.add(consumer());
        loop.close();
    }

    @Test
    void recordsAreHandledAndThenCommitted() {
        record(first, 0);
        record(first, 1);
        next.add(first);
        await().untilAsserted(() -> assertThat(handled).containsExactly(0L, 1L));
        await().untilAsserted(() -> assertThat(committed(first)).isEqualTo(2));
        assertThat(loop.partitions()).isEqualTo(1);
        assertThat(loop.isFailing()).isFalse();
    }

    @Test
    void whatCouldNotBeHandledIsNotCommittedAndComesAgain() {
        spoilt = true;
        record(first, 0);
        next.add(first);
        await().until(loop::isFailing);
        assertThat(first.closed()).isTrue();

        spoilt = false;
        MockConsumer<byte[], byte[]> second = consumer();
        record(second, 0);
        next.add(second);
        await().untilAsserted(() -> assertThat(handled).containsExactly(0L));
        await().until(() -> !loop.isFailing());
        assertThat(meters.counter("kafka.loop.failed", "loop", "test-loop").count())
                .isEqualTo(1.0);
    }

    @Test
    void aConsumerThatFailsIsReplaced() {
        first.schedulePollTask(() -> first.setPollException(new KafkaException("away")));
        next.add(first);
        await().until(loop::isFailing);
        MockConsumer<byte[], byte[]> second = consumer();
        record(second, 0);
        next.add(second);
        await().untilAsserted(() -> assertThat(handled).containsExactly(0L));
    }

    @Test
    void lagIsWhatTheLoopHasStillToTakeAndNothingOnceItIsClosed() {
        first.updateEndOffsets(Map.of(PARTITION, 7L));
        record(first, 0);
        record(first, 1);
        next.add(first);
        await().untilAsserted(() -> assertThat(handled).containsExactly(0L, 1L));
        await().untilAsserted(() -> assertThat(lag()).isEqualTo(5));

        loop.close();

        assertThat(lag()).isZero();
    }

    private double lag() {
        return meters.get("kafka.loop.lag").tag("loop", "test-loop").gauge().value();
    }

    @Test
    void closingEndsTheConsumer() {
        next.add(first);
        await().until(() -> loop.partitions() == 1);
        loop.close();
        assertThat(first.closed()).isTrue();
        assertThat(loop.partitions()).isZero();
    }

    private static void record(MockConsumer<byte[], byte[]> consumer, long offset) {
        consumer.schedulePollTask(
                () -> consumer.addRecord(new ConsumerRecord<>("topic", 0, offset, new byte[0], new byte[0])));
    }

    private static long committed(MockConsumer<byte[], byte[]> consumer) {
        var offset = consumer.committed(Set.of(PARTITION)).get(PARTITION);
        return offset == null ? 0 : offset.offset();
    }
}
