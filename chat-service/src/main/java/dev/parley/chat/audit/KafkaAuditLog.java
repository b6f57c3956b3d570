package dev.parley.chat.audit;

import dev.parley.chat.conversation.Position;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.record.LogRecords;
import dev.parley.contracts.record.UnreadableRecordException;
import dev.parley.kit.kafka.KafkaSettings;
import dev.parley.kit.time.Ticker;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads topic `conversation-log` beside the sequencers, in a group of its own, which divides it among the servers:
/// says
/// which conversations were written to, and with what.
final class KafkaAuditLog {
    private static final String GROUP = "audit";
    private static final int MAX_POLL_RECORDS = 500;

    /// In one poll, and from one partition. Bounds what a burst of long texts costs in memory; it is read more slowly
    /// then.
    private static final int MAX_FETCH_BYTES = 1 << 20;

    /// Nobody waits for the audit, so what comes in this time comes in one answer: read as it comes, each message would
    /// cost the broker and this server a request more.
    private static final int LONGEST_WAIT_MS = 5_000;

    private final Recent recent;
    private final AuditMetrics metrics;
    private final Ticker ticker;
    private final int epoch;

    /// @param epoch of the topic
    KafkaAuditLog(Recent recent, AuditMetrics metrics, Ticker ticker, int epoch) {
        this.recent = recent;
        this.metrics = metrics;
        this.ticker = ticker;
        this.epoch = epoch;
    }

    /// Begins at the newest record where the group is new: the sweep meets what is older.
    static Consumer<byte[], byte[]> consumer(KafkaSettings kafka) {
        Map<String, Object> config = kafka.client("chat-audit");
        config.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.named(GROUP));
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, MAX_FETCH_BYTES);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LONGEST_WAIT_MS);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MAX_FETCH_BYTES);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    void handle(ConsumerRecords<byte[], byte[]> records) {
        records.forEach(this::handle);
    }

    private void handle(ConsumerRecord<byte[], byte[]> record) {
        try {
            LogEntry entry = LogRecords.decode(record.value());
            Recent.Sent sent = entry instanceof LogEntry.Send send
                    ? Recent.Sent.of(send, new Position(epoch, record.offset()))
                    : null;
            if (!recent.note(LogRecords.conversation(record.key()), sent, ticker.nanos())) {
                metrics.skipped();
            }
        } catch (UnreadableRecordException notOurs) {
            // The sequencer of the partition says so, and counts it.
        }
    }
}
