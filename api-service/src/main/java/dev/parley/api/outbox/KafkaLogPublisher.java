package dev.parley.api.outbox;

import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.record.LogRecords;
import dev.parley.kit.kafka.KafkaSettings;
import dev.parley.kit.time.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Topic `conversation-log`, which chat-service makes.
final class KafkaLogPublisher implements LogPublisher, AutoCloseable {
    /// An append is known to have worked or is tried again after this long.
    private static final Duration DELIVERY = Duration.ofSeconds(3);

    private static final Duration REQUEST = Duration.ofMillis(1_500);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    /// After a failure appends fail at once for this long. Asking a cluster that is away blocks each time; the
    /// entries of
    /// one turn don't add that up.
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final Ticker ticker;
    private volatile long pausedUntilNanos;

    KafkaLogPublisher(KafkaSettings settings, Ticker ticker) {
        this.topic = settings.named(LogRecords.TOPIC);
        this.ticker = ticker;
        this.pausedUntilNanos = ticker.nanos();
        Map<String, Object> config = settings.client("api-service-outbox");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST.toMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(REQUEST.toMillis()));
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(DELIVERY.toMillis()));
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public CompletableFuture<Void> append(PendingEntry entry) {
        CompletableFuture<Void> appended = new CompletableFuture<>();
        if (ticker.nanos() - pausedUntilNanos < 0) {
            appended.completeExceptionally(new TimeoutException("Kafka did not answer a moment ago"));
            return appended;
        }
        try {
            int partitions = producer.partitionsFor(topic).size();
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    topic,
                    Slots.of(entry.conversation(), partitions),
                    LogRecords.key(entry.conversation()),
                    entry.record());
            Future<RecordMetadata> unused = producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    appended.complete(null);
                } else {
                    fail(appended, failure);
                }
            });
        } catch (KafkaException away) {
            fail(appended, away);
        }
        return appended;
    }

    private void fail(CompletableFuture<Void> appended, Exception failure) {
        pausedUntilNanos = ticker.nanos() + PAUSE.toNanos();
        appended.completeExceptionally(failure);
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
