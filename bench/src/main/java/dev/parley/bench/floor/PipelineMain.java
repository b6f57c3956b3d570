package dev.parley.bench.floor;

import dev.parley.bench.load.Window;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.InboxRecords;
import dev.parley.contracts.record.LogRecords;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The bare pipeline: a record is produced, polled, two are produced, both are polled. As many partitions, as large
/// records and the same producers as the chat server's; no sockets, no decisions, no store, no commits.
///
/// Argument: Kafka's address. Takes `run PER_SECOND WARM_UP_MS MEASURED_MS`, says `measuring`, `measured` and
/// `result …`.
public final class PipelineMain {
    static final String LOG = "bench-log";
    static final String INBOX = "bench-inbox";
    static final int LOG_PARTITIONS = 16;
    static final int INBOX_PARTITIONS = 32;

    private static final int MOST_POLLED = 1_000;

    private final String bootstrap;

    private PipelineMain(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    public static void main(String[] words) throws Exception {
        PipelineMain floor = new PipelineMain(words[0]);
        floor.makeTopics();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        ExecutorService runs = Executors.newSingleThreadExecutor();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            List<String> order = List.of(line.split(" ", -1));
            Window window = new Window(
                    Double.parseDouble(order.get(1)),
                    Duration.ofMillis(Long.parseLong(order.get(2))),
                    Duration.ofMillis(Long.parseLong(order.get(3))));
            // Not here, where the end of the input is heard: it comes while Kafka is gone, too.
            runs.execute(() -> floor.runOrEnd(window));
        }
        System.exit(0);
    }

    private void runOrEnd(Window window) {
        try {
            run(window);
        } catch (InterruptedException | RuntimeException | Error failed) {
            failed.printStackTrace();
            System.exit(1);
        }
    }

    private void makeTopics() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(
                            new NewTopic(LOG, LOG_PARTITIONS, (short) 1),
                            new NewTopic(INBOX, INBOX_PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException failed) {
            // Those of the workload before serve as well: reading begins at their end.
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
        }
    }

    private void run(Window window) throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> edge = producer();
                KafkaProducer<byte[], byte[]> carry = producer();
                KafkaConsumer<byte[], byte[]> log = consumer(LOG, LOG_PARTITIONS);
                KafkaConsumer<byte[], byte[]> inbox = consumer(INBOX, INBOX_PARTITIONS)) {
            Pipeline pipeline = new Pipeline(window, edge, carry, log, inbox);
            Pipeline.Outcome outcome = pipeline.run();
            System.out.println(Stream.concat(
                            Stream.of(
                                    "result sent=" + outcome.count().sent(),
                                    "lost=" + outcome.count().lost(),
                                    "doubled=" + outcome.count().doubled(),
                                    "strange=" + outcome.count().strange(),
                                    "abandoned=" + outcome.abandoned()),
                            Stream.concat(
                                            outcome.deliveries().figures("delivery").entrySet().stream(),
                                            outcome.lags().figures("lag").entrySet().stream())
                                    .map(figure -> figure.getKey() + "=" + figure.getValue()))
                    .collect(Collectors.joining(" ")));
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "linger.ms",
                        0,
                        "max.in.flight.requests.per.connection",
                        1,
                        "batch.size",
                        64 * 1_024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer(String topic, int partitions) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "max.poll.records", MOST_POLLED, "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
        return consumer;
    }

    /// As long as what the chat server writes for a text of 120 bytes.
    static byte[] logRecord() {
        return LogRecords.encode(
                new LogEntry.Send(new MessageId(Long.MAX_VALUE), user(0), "bench1-100000", "x".repeat(120), 1_000));
    }

    static byte[] logKey() {
        return LogRecords.key(ConversationId.direct(user(0), user(1)));
    }

    static byte[] inboxRecord() {
        return InboxRecords.encode(new InboxEntry.Delivery(new Event(
                ConversationId.direct(user(0), user(1)),
                1_000,
                new MessageId(Long.MAX_VALUE),
                user(0),
                "bench1-100000",
                1_000,
                new EventBody.Text("x".repeat(120)))));
    }

    static byte[] inboxKey() {
        return InboxRecords.key(user(0));
    }

    private static UserId user(int number) {
        return new UserId(7_316_283_912_192_000L + number);
    }
}
