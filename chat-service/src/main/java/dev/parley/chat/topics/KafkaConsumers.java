package dev.parley.chat.topics;

import dev.parley.chat.share.GroupShare;
import dev.parley.chat.share.KafkaShareAssignor;
import dev.parley.kit.kafka.KafkaSettings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Consumers that own partitions: cooperative assignment, manual commits.
public final class KafkaConsumers {
    private static final int MAX_POLL_RECORDS = 1_000;
    /// A server that died is noticed within this time, and its partitions go to others.
    private static final int SESSION_TIMEOUT_MS = 10_000;
    /// How soon a server hears that partitions are to be divided anew; twice this is the pause of one that moves.
    private static final int HEARTBEAT_INTERVAL_MS = 250;
    /// A store may be away this long before the group takes partitions from a server that waits for it.
    private static final int MAX_POLL_INTERVAL_MS = 300_000;

    private KafkaConsumers() {}

    /// @param group shared by all servers that divide the topic among them
    /// @param share this server's part of the topic
    public static Consumer<byte[], byte[]> open(KafkaSettings kafka, String group, String clientId, GroupShare share) {
        Map<String, Object> config = kafka.client(clientId);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.named(group));
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(KafkaShareAssignor.class.getName()));
        config.put(KafkaShareAssignor.SHARE, share);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_INTERVAL_MS);
        config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, MAX_POLL_INTERVAL_MS);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
