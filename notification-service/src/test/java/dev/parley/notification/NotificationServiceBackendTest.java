package dev.parley.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.PushRequests;
import dev.parley.testkit.engines.TestEngines;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class NotificationServiceBackendTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final String bootstrap = TestEngines.get().addresses().kafkaBootstrap();
    private final String prefix = TestEngines.get().freshPrefix();
    private final String topic = prefix + "push-requests";

    @Test
    void whatIsPublishedIsCountedAndCommitted() throws Exception {
        createTopic();
        try (ConfigurableApplicationContext service = launch(bootstrap)) {
            publish(3);
            await().atMost(BOUND).untilAsserted(() -> assertThat(seen(service)).isEqualTo(3.0));
            assertThat(health(service).statusCode()).isEqualTo(200);
            assertThat(health(service).body()).contains("\"partitions\":2");
        }
        try (ConfigurableApplicationContext service = launch(bootstrap)) {
            publish(1);
            await().atMost(BOUND).untilAsserted(() -> assertThat(seen(service)).isEqualTo(1.0));
        }
    }

    @Test
    void theServiceStartsBeforeItsTopicExists() throws Exception {
        try (ConfigurableApplicationContext service = launch(bootstrap)) {
            assertThat(health(service).statusCode()).isEqualTo(200);
            createTopic();
            publish(1);
            await().atMost(BOUND).untilAsserted(() -> assertThat(seen(service)).isEqualTo(1.0));
        }
    }

    @Test
    void theServiceStartsAndStopsWithoutKafka() throws Exception {
        try (ConfigurableApplicationContext service = launch("127.0.0.1:1")) {
            assertThat(health(service).body()).contains("\"partitions\":0");
        }
    }

    private ConfigurableApplicationContext launch(String kafka) {
        return NotificationService.launch(Map.of(
                "server.port", 0,
                "parley.kafka.bootstrap", kafka,
                "parley.kafka.prefix", prefix));
    }

    private static double seen(ConfigurableApplicationContext service) {
        return service.getBean(MeterRegistry.class)
                .counter("notification.requests.seen")
                .count();
    }

    private static HttpResponse<String> health(ConfigurableApplicationContext service) throws Exception {
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private void createTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        }
    }

    private void publish(int records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, request(i))).get();
            }
        }
    }

    private static byte[] request(int seq) {
        return PushRequests.encode(
                new PushRequest.Withdraw(new UserId(1L << 22), ConversationId.parse("g.8388608"), seq + 1, 0));
    }
}
