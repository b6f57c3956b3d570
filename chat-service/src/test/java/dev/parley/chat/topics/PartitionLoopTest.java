package dev.parley.chat.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.chat.share.FixedShare;
import dev.parley.kit.kafka.ConsumerLag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionLoopTest {
    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private static final PartitionHandler IDLE = new PartitionHandler() {
        @Override
        public void assigned(Map<Integer, Long> nextOffsets, int generation) {}

        @Override
        public void handle(List<ConsumerRecord<byte[], byte[]>> records) {}

        @Override
        public Map<Integer, Long> committable() {
            return Map.of();
        }

        @Override
        public Map<Integer, Long> revoked(Set<Integer> partitions) {
            return Map.of();
        }

        @Override
        public void lost(Set<Integer> partitions) {}

        @Override
        public void abort() {}
    };

    @Test
    void lagIsWhatTheLoopHasStillToTakeAndNothingOnceItHasStopped() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 9L));
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(PARTITION)));
        PartitionLoop loop = new PartitionLoop(
                "topic",
                () -> consumer,
                IDLE,
                new FixedShare("chat-1", URI.create("ws://chat-1"), 1),
                new ConsumerLag("topic", meters),
                Thread::sleep);
        loop.start();
        await().untilAsserted(() -> assertThat(lag()).isEqualTo(9));

        loop.stop();

        assertThat(lag()).isZero();
    }

    private double lag() {
        return meters.get("kafka.loop.lag").tag("loop", "topic").gauge().value();
    }
}
