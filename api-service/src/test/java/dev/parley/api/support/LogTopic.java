package dev.parley.api.support;

import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.record.LogRecords;
import dev.parley.contracts.record.UnreadableRecordException;
import dev.parley.testkit.engines.TestEngines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Topic `conversation-log`, as its readers see it.
public final class LogTopic {
    private static final int PARTITIONS = 6;
    private static final String BOOTSTRAP = "bootstrap.servers";

    private final String topic;

    private LogTopic(String topic) {
        this.topic = topic;
    }

    /// A topic of its own for one installation, as chat-service makes it.
    public static LogTopic make(String prefix) {
        try (Admin admin = Admin.create(config())) {
            admin.createTopics(List.of(new NewTopic(prefix + LogRecords.TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
            return new LogTopic(prefix + LogRecords.TOPIC);
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// Everything in one conversation's log, read from the partition it must be in.
    public List<LogEntry> entries(ConversationId conversation) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            int partitions = consumer.partitionsFor(topic).size();
            TopicPartition partition = new TopicPartition(topic, Slots.of(conversation, partitions));
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            List<LogEntry> entries = new ArrayList<>();
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (Arrays.equals(record.key(), LogRecords.key(conversation))) {
                        entries.add(LogRecords.decode(record.value()));
                    }
                }
            }
            return entries;
        } catch (UnreadableRecordException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    static Map<String, Object> config() {
        return Map.of(BOOTSTRAP, TestEngines.get().properties().getProperty("parley.kafka.bootstrap"));
    }
}
