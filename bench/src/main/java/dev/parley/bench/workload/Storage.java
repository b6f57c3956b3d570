package dev.parley.bench.workload;

import dev.parley.bench.load.ChatTexts;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Window;
import dev.parley.bench.report.Bound;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.scene.CassandraTables;
import dev.parley.bench.scene.KafkaTopics;
import dev.parley.bench.scene.Scene;
import dev.parley.contracts.record.InboxRecords;
import dev.parley.contracts.record.LogRecords;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.utils.ByteBufferOutputStream;

/// What a message occupies for ever in Cassandra, and for a week in Kafka.
final class Storage implements Workload.OnScene {
    private static final double PER_SECOND = 1_000;
    /// Heads are flushed every few seconds, and offsets committed behind them.
    private static final Duration UNTIL_FLUSHED = Duration.ofSeconds(10);
    /// Ids of sender and message, time and number: what no compression can leave out.
    private static final int BARE_BYTES = 24;

    private static final Set<String> TOPICS = Set.of(LogRecords.TOPIC, InboxRecords.TOPIC);

    @Override
    public String name() {
        return "storage";
    }

    @Override
    public String about() {
        return "bytes of a 1:1 message in Cassandra after flush and compaction, and in Kafka's topics";
    }

    private interface Place extends Contender {
        Map<String, Double> round(List<String> broken);

        @Override
        default void begin() {
            // Begins in the round.
        }

        @Override
        default void end() {
            // Ends in it.
        }
    }

    @Override
    public Comparison run(Scene scene, Loop loop, Plan plan) {
        Window window = Window.patient(PER_SECOND, plan.measured());
        List<String> texts = ChatTexts.make(window.messages(), 2);
        try (CassandraTables tables = scene.cassandraTables();
                Place subject = new Stored(scene, loop, tables, texts, window);
                Place floor = new Zstd(texts)) {
            return Turns.take(
                    name(),
                    scene::say,
                    plan.rounds(),
                    subject,
                    floor,
                    (side, who, broken) -> side.round(broken),
                    List.of("cassandraBytes", "kafkaBytes"),
                    List.of(
                            Bound.ratioAtMost("cassandraBytes", 3),
                            Bound.ratioAtMost("cassandraBytes", 1.6),
                            Bound.ratioAtMost("kafkaBytes", 4),
                            Bound.ratioAtMost("kafkaBytes", 2)));
        }
    }

    /// The growth of everything by the messages of one round.
    private static final class Stored implements Place {
        private final Scene scene;
        private final CassandraTables tables;
        private final Window window;
        private final Talk talk;

        Stored(Scene scene, Loop loop, CassandraTables tables, List<String> texts, Window window) {
            this.scene = scene;
            this.tables = tables;
            this.window = window;
            this.talk = new Talk(
                    loop,
                    new Talk.Setting(
                            what(),
                            Talk.PARLEYS_DURABILITY,
                            scene.chatServer(),
                            () -> Talk.pairs(scene.people(0, 2 * Talk.PAIRS)),
                            List::of,
                            Window.patient(200, Duration.ofSeconds(2 * Talk.PAIRS / 200)),
                            Window.patient(PER_SECOND, Duration.ofSeconds(1)),
                            texts));
        }

        @Override
        public String what() {
            return "Parley, 500 pairs, texts as people write them, all tables and both topics";
        }

        @Override
        public String durability() {
            return "one replica of each";
        }

        @Override
        public Map<String, Double> round(List<String> broken) {
            talk.begin();
            try {
                double cassandraBefore = inCassandra();
                double kafkaBefore = KafkaTopics.diskBytes(scene, TOPICS);
                Driven.Drive drive = talk.drive(window);
                broken.addAll(drive.wrongAtEase("storage"));
                long messages = drive.count().sent();
                Map<String, Double> figures = new LinkedHashMap<>();
                figures.put("cassandraBytes", (inCassandra() - cassandraBefore) / messages);
                figures.put("kafkaBytes", (KafkaTopics.diskBytes(scene, TOPICS) - kafkaBefore) / messages);
                figures.put("messages", (double) messages);
                return figures;
            } finally {
                talk.end();
            }
        }

        private double inCassandra() {
            Turns.pause(UNTIL_FLUSHED);
            tables.flushAndCompact();
            return tables.diskBytes();
        }

        @Override
        public void close() {
            talk.close();
        }
    }

    private record Zstd(List<String> texts) implements Place {
        @Override
        public String what() {
            return "zstd over all those texts as one stream, and 24 bytes for each";
        }

        @Override
        public String durability() {
            return "nothing can be found in it";
        }

        @Override
        public Map<String, Double> round(List<String> broken) {
            double each = compressedBytes(texts) / (double) texts.size() + BARE_BYTES;
            double plain = texts.stream()
                    .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                    .average()
                    .orElseThrow();
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("cassandraBytes", each);
            figures.put("kafkaBytes", each);
            figures.put("messages", (double) texts.size());
            figures.put("textBytes", plain);
            return figures;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    /// By Kafka's own zstd, with its usual level.
    static int compressedBytes(List<String> texts) {
        try (ByteBufferOutputStream bytes = new ByteBufferOutputStream(1 << 20)) {
            try (OutputStream zstd = Compression.of(CompressionType.ZSTD)
                    .build()
                    .wrapForOutput(bytes, RecordBatch.CURRENT_MAGIC_VALUE)) {
                for (String text : texts) {
                    zstd.write(text.getBytes(StandardCharsets.UTF_8));
                }
            }
            return bytes.position();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
