package dev.parley.chat.topics;

import dev.parley.chat.conversation.UnavailableException;
import dev.parley.kit.kafka.KafkaSettings;
import dev.parley.kit.kafka.TraceHeader;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Appends records durably and in order per partition: all in-sync replicas, idempotent, one request in flight per
/// broker. Records gather while a request is under way, so batches grow with load. Safe for any number of threads.
public final class KafkaAppender implements AutoCloseable {
    /// Longest an impatient caller waits before it is told that Kafka does not answer.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// Kafka's own default. Sends of many people gather here, once; what follows (sequencer, store, inboxes) has them
    /// together. At a few hundred a second each would else go through all of it alone.
    private static final int LINGER_MS = 5;

    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final int MAX_REQUEST_BYTES = 2 << 20;

    private final KafkaSettings kafka;
    private final KafkaProducer<byte[], byte[]> producer;

    private KafkaAppender(KafkaSettings kafka, Map<String, Object> config) {
        this.kafka = kafka;
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1_024);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        // A topic that nobody wrote to for minutes must not cost its next writer a look-up.
        config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(30).toMillis());
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /// For the edge: never blocks its caller, and gives up after [#PATIENCE]; the record may or may not be in the
    /// log then.
    public static KafkaAppender impatient(KafkaSettings kafka, String clientId) {
        Map<String, Object> config = kafka.client(clientId);
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() - 1_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return new KafkaAppender(kafka, config);
    }

    /// For consumers that carry on what a log holds: waits as long as Kafka is away, so that no later record
    /// overtakes an earlier one.
    public static KafkaAppender patient(KafkaSettings kafka, String clientId) {
        Map<String, Object> config = kafka.client(clientId);
        // What a poll of the log brought together goes on together; there is nothing to wait for.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.MAX_VALUE);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        return new KafkaAppender(kafka, config);
    }

    /// Learns where the topic's partitions are, so that the first record need not wait for it. Returns whether it
    /// is known.
    public boolean prepare(String topic) {
        try {
            return !producer.partitionsFor(kafka.named(topic)).isEmpty();
        } catch (org.apache.kafka.common.errors.TimeoutException notYet) {
            return false;
        }
    }

    /// The stage fails with [UnavailableException] if Kafka does not take the record.
    public CompletionStage<Void> append(String topic, int partition, byte[] key, byte[] value) {
        return append(topic, partition, key, value, "");
    }

    /// @param traceparent of the step that appends; empty if it is not traced
    public CompletionStage<Void> append(String topic, int partition, byte[] key, byte[] value, String traceparent) {
        CompletableFuture<Void> appended = new CompletableFuture<>();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(kafka.named(topic), partition, key, value);
        TraceHeader.put(traceparent, record);
        producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                appended.complete(null);
            } else {
                appended.completeExceptionally(new UnavailableException("log " + topic, failure));
            }
        });
        return appended;
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
