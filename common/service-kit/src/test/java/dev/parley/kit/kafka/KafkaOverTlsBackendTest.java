package dev.parley.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.engines.KafkaEngine;
import dev.parley.testkit.engines.EngineTls;
import dev.parley.testkit.engines.TestEngines;
import dev.parley.testkit.tls.TestAuthority;
import dev.parley.testkit.tls.TestIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real broker with a certificate for `localhost`, and the clients that services have, with the properties that
/// docs/operations.md names.
class KafkaOverTlsBackendTest {
    private static final int PORT = EngineTls.freePort();
    private static final int MUTUAL_PORT = EngineTls.freePort();

    @TempDir
    private static Path directory;

    private static TestAuthority authority;
    private static TestAuthority stranger;
    private static TestIdentity service;
    private static TestIdentity strangersService;
    private static KafkaEngine kafka;

    @BeforeAll
    static void start() {
        authority = TestAuthority.make(directory, "authority");
        stranger = TestAuthority.make(directory, "stranger");
        service = authority.sign("service", "dns:chat-service");
        strangersService = stranger.sign("strangers-service", "dns:chat-service");
        kafka = new KafkaEngine(EngineTls.kafka(
                TestEngines.separate(directory),
                PORT,
                MUTUAL_PORT,
                authority.sign("kafka", "dns:localhost"),
                authority.certificate()));
        kafka.start();
    }

    @AfterAll
    static void stop() {
        kafka.stop();
    }

    private static KafkaSettings settings(String bootstrap, TestAuthority trusted) {
        return new KafkaSettings(
                bootstrap,
                "",
                Map.of(
                        "security.protocol",
                        "SSL",
                        "ssl.truststore.type",
                        "PEM",
                        "ssl.truststore.location",
                        trusted.certificate().toString(),
                        // A refusal that reads as silence is an error of its own, but not in a minute.
                        "default.api.timeout.ms",
                        "10000",
                        "request.timeout.ms",
                        "9000"));
    }

    private static KafkaSettings settings(String bootstrap, TestAuthority trusted, TestIdentity shown) {
        KafkaSettings without = settings(bootstrap, trusted);
        Map<String, String> properties = new HashMap<>(without.properties());
        properties.put("ssl.keystore.type", "PEM");
        properties.put("ssl.keystore.location", shown.together().toString());
        return new KafkaSettings(bootstrap, "", properties);
    }

    private static void describe(KafkaSettings settings) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(settings.client("asking"))) {
            var unused = admin.describeCluster().nodes().get();
        }
    }

    private static void send(KafkaSettings settings, String topic, String word)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(settings.client("making"))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings.client("sending"), new ByteArraySerializer(), new ByteArraySerializer())) {
            var unused = producer.send(new ProducerRecord<>(topic, word.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    private static String receive(KafkaSettings settings, String topic) {
        try (Consumer<byte[], byte[]> consumer = settings.consumer(topic)) {
            consumer.subscribe(List.of(topic));
            ConsumerRecords<byte[], byte[]> records = ConsumerRecords.empty();
            for (int tries = 0; records.isEmpty() && tries < 20; tries++) {
                records = consumer.poll(Duration.ofSeconds(1));
            }
            consumer.commitSync(Duration.ofSeconds(10));
            return new String(records.iterator().next().value(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatIsSentOverTlsIsReceivedOverTls() throws Exception {
        KafkaSettings settings = settings("localhost:" + PORT, authority);
        send(settings, "words", "parley");
        assertThat(receive(settings, "words")).isEqualTo("parley");
    }

    @Test
    void anotherAuthoritysFileLeadsToNobody() {
        assertThatThrownBy(() -> describe(settings("localhost:" + PORT, stranger)))
                .hasCauseInstanceOf(SslAuthenticationException.class)
                .rootCause()
                .hasMessageContaining("unable to find valid certification path");
    }

    @Test
    void aNameThatIsNotInTheCertificateIsRefused() {
        assertThatThrownBy(() -> describe(settings("127.0.0.1:" + PORT, authority)))
                .hasCauseInstanceOf(SslAuthenticationException.class)
                .rootCause()
                .hasMessageContaining("No subject alternative names matching IP address 127.0.0.1");
    }

    @Test
    void aClientShowsItsCertificateWhereTheBrokerWantsOne() throws Exception {
        KafkaSettings settings = settings("localhost:" + MUTUAL_PORT, authority, service);
        send(settings, "mutual-words", "parley");
        assertThat(receive(settings, "mutual-words")).isEqualTo("parley");
    }

    @Test
    void aClientWithoutACertificateOrWithAStrangersIsRefusedThere() {
        assertThatThrownBy(() -> describe(settings("localhost:" + MUTUAL_PORT, authority)))
                .hasCauseInstanceOf(SslAuthenticationException.class);
        assertThatThrownBy(() -> describe(settings("localhost:" + MUTUAL_PORT, authority, strangersService)))
                .hasCauseInstanceOf(SslAuthenticationException.class);
    }
}
