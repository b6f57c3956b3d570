package dev.parley.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesBackendTest {
    private static final int WRITTEN_AT_LAST = 500;

    @TempDir
    Path directory;

    @Test
    void whatWasWrittenIsThereAfterAStopAndAfterAKill() throws Exception {
        Map<String, Duration> took = new ConcurrentHashMap<>();
        EnginesSettings settings = settings(EnginePorts.free());
        try (Engines engines =
                Engines.start(settings, started -> took.put(started.engine().name(), started.took()))) {
            assertThat(took).containsOnlyKeys("postgres", "redis", "kafka", "cassandra");
            writePostgres(engines.addresses());
            redis(engines, "SET word parley");
            writeKafka(engines.addresses());
            writeCassandra(engines);
            assertThatThrownBy(() -> Engines.start(settings, started -> {})).hasMessageContaining("Already running");
        }
        // A restart may find its ports taken by then; others do as well.
        try (Engines engines = Engines.start(settings(EnginePorts.free()), started -> {})) {
            assertEverythingIsThere(engines);
            for (Engine engine : engines.all()) {
                if (engine instanceof CassandraEngine) {
                    writeALotAndKill(engine, engines);
                } else {
                    kill(engine);
                }
                assertThat(engine.isRunning()).isFalse();
                engine.start();
            }
            assertEverythingIsThere(engines);
            assertThat(cassandraRows(engines)).isEqualTo(WRITTEN_AT_LAST + 1);
        }
    }

    /// So that the kill comes in the moment after the last acknowledgement.
    private void writeALotAndKill(Engine cassandra, Engines engines) throws Exception {
        try (CqlSession session = session(engines)) {
            for (int id = 2; id <= WRITTEN_AT_LAST + 1; id++) {
                session.execute("INSERT INTO words.words (id, word) VALUES (" + id + ", 'parley')");
            }
            kill(cassandra);
        }
    }

    private static int cassandraRows(Engines engines) {
        try (CqlSession session = session(engines)) {
            return session.execute("SELECT id FROM words.words").all().size();
        }
    }

    private EnginesSettings settings(EnginePorts ports) {
        Path shared = Path.of(System.getProperty("parley.root", "../..")).resolve(".parley/binaries");
        return EnginesSettings.of(directory, ports).withBinaries(shared);
    }

    private void kill(Engine engine) throws Exception {
        ProcessHandle process = RunFolder.pidFile(directory, engine.name())
                .read()
                .flatMap(entry -> entry.process().process())
                .orElseThrow();
        process.destroyForcibly();
        process.onExit().get(10, TimeUnit.SECONDS);
    }

    private static void assertEverythingIsThere(Engines engines) throws Exception {
        assertThat(readPostgres(engines.addresses())).isEqualTo("parley");
        assertThat(redis(engines, "GET word")).isEqualTo("$6");
        assertThat(readKafka(engines.addresses())).isEqualTo("parley");
        assertThat(readCassandra(engines)).isEqualTo("parley");
    }

    private static Connection connect(EngineAddresses to) throws Exception {
        return DriverManager.getConnection(to.postgresUrl(), to.postgresUser(), to.postgresPassword());
    }

    private static void writePostgres(EngineAddresses to) throws Exception {
        try (Connection connection = connect(to);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE words (word text)");
            statement.execute("INSERT INTO words VALUES ('parley')");
        }
    }

    private static String readPostgres(EngineAddresses from) throws Exception {
        try (Connection connection = connect(from);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT word FROM words")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /// The first line of the answer.
    private static String redis(Engines engines, String command) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", engines.settings().ports().redis())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[100];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, length, StandardCharsets.US_ASCII).split("\r\n")[0];
        }
    }

    private static void writeKafka(EngineAddresses to) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", to.kafkaBootstrap()))) {
            admin.createTopics(List.of(new NewTopic("words", 1, (short) 1)))
                    .all()
                    .get();
        }
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", to.kafkaBootstrap(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("words", "parley")).get();
        }
    }

    private static String readKafka(EngineAddresses from) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", from.kafkaBootstrap()),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition("words", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(Duration.ofSeconds(20)).iterator().next().value();
        }
    }

    private static CqlSession session(Engines engines) {
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(
                        "127.0.0.1", engines.settings().ports().cassandra()))
                .withLocalDatacenter(engines.addresses().cassandraDatacenter())
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(20))
                        .build())
                .build();
    }

    private static void writeCassandra(Engines engines) {
        try (CqlSession session = session(engines)) {
            session.execute("CREATE KEYSPACE words WITH replication ="
                    + " {'class': 'NetworkTopologyStrategy', 'datacenter1': 1}");
            session.execute("CREATE TABLE words.words (id int PRIMARY KEY, word text)");
            session.execute("INSERT INTO words.words (id, word) VALUES (1, 'parley')");
        }
    }

    private static String readCassandra(Engines engines) {
        try (CqlSession session = session(engines)) {
            return session.execute("SELECT word FROM words.words WHERE id = 1")
                    .one()
                    .getString("word");
        }
    }
}
