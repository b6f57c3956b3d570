package dev.parley.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.InboxRecords;
import dev.parley.contracts.record.PushRequests;
import dev.parley.notification.support.ApiStandIn;
import dev.parley.notification.support.RunningService;
import dev.parley.notification.support.StandIn;
import dev.parley.notification.webpush.Browser;
import dev.parley.testkit.engines.TestDatabase;
import dev.parley.testkit.engines.TestEngines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// From Kafka by way of PostgreSQL to a browser that reads what it got.
class NotificationServiceBackendTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration A_WHILE = Duration.ofSeconds(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final UserId BOB = new UserId(1L << 22);
    private static final UserId ALICE = new UserId(2L << 22);
    private static final long PHONE = 3L << 22;
    private static final ConversationId ROOM = ConversationId.parse("g.8388608");

    private final String bootstrap = TestEngines.get().addresses().kafkaBootstrap();
    private final String prefix = TestEngines.get().freshPrefix();
    private final TestDatabase database = TestEngines.get().freshPostgresDatabase();
    private final ApiStandIn api = new ApiStandIn();
    private final StandIn push = new StandIn();
    private final Browser browser = new Browser();

    private @TempDir Path directory;

    @AfterEach
    void close() {
        api.close();
        push.close();
    }

    @Test
    void aRequestReachesTheBrowserOnceAndIsTakenBackWhenRead() throws Exception {
        createTopic();
        api.logIn(PHONE);
        try (RunningService service = launch(Map.of())) {
            register(service);
            publish(ring(7), ring(7));
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(push.requests()).hasSize(1));
            JsonNode ring = read(0);
            assertThat(ring.path("type").asString()).isEqualTo("ring");
            assertThat(ring.path("badge").asLong()).isEqualTo(12);
            assertThat(ring.has("text")).isFalse();

            publish(ring(7), new PushRequest.Withdraw(BOB, ROOM, 7, 9));
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(push.requests()).hasSize(2));
            assertThat(read(1).path("type").asString()).isEqualTo("withdraw");
            assertThat(read(1).path("badge").asLong()).isEqualTo(9);

            publish(ring(7));
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(service.count("notification.requests.seen"))
                            .isEqualTo(5.0));
            await().during(A_WHILE).atMost(BOUND).until(() -> push.requests().size() == 2);
        }
    }

    @Test
    void twoInstancesSendOnceAndWhatWaitsSurvivesThem() throws Exception {
        createTopic();
        api.logIn(PHONE);
        push.answer(503, Map.of(), "");
        try (RunningService one = launch(Map.of());
                RunningService other = launch(Map.of("parley.push.deliver.first-retry", "200ms"))) {
            register(one);
            publish(ring(7));
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(push.requests()).isNotEmpty());
            publish(ring(8));
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(
                                    one.count("notification.requests.seen") + other.count("notification.requests.seen"))
                            .isEqualTo(2.0));
        }
        push.answer(201, Map.of(), "");
        int before = push.requests().size();
        try (RunningService next = launch(Map.of());
                RunningService another = launch(Map.of())) {
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(push.requests()).hasSize(before + 1));
            assertThat(read(before).path("seq").asLong()).isEqualTo(8);
            await().during(A_WHILE).atMost(BOUND).until(() -> push.requests().size() == before + 1);
            assertThat(next.get("/actuator/health").body()).contains("\"webpush\":\"in use\"");
            assertThat(another.get("/actuator/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aDeviceThatWasLoggedOutIsForgotten() throws Exception {
        createTopic();
        api.logIn(PHONE);
        try (RunningService service = launch(Map.of("parley.push.recipients.remember-devices-for", "1ms"))) {
            register(service);
            api.logOut(PHONE);
            publish(ring(7));
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(service.asDevice("GET", "/v1/push/address", BOB.value(), PHONE, "")
                                    .statusCode())
                            .isEqualTo(404));
            assertThat(push.requests()).isEmpty();
            assertThat(service.count("notification.addresses.removed")).isEqualTo(1.0);
        }
    }

    @Test
    void inTheEmbeddedDefaultEveryDeviceIsRungInTheLog() throws Exception {
        createTopic();
        api.logIn(PHONE);
        try (RunningService service =
                launch(Map.of("parley.push.log.enabled", true, "parley.push.requests.log-every-device", true))) {
            publish(ring(7));
            await().atMost(BOUND)
                    .untilAsserted(() ->
                            assertThat(service.count("notification.push.sent")).isEqualTo(1.0));
            String asked = "/internal/ringing?conversation=" + ROOM + "&users=" + BOB + "," + ALICE + "&seq=";
            await().atMost(BOUND)
                    .untilAsserted(
                            () -> assertThat(service.getAsService(asked + 7).body())
                                    .isEqualTo("{\"devices\":[{\"userId\":\"" + BOB + "\",\"deviceId\":\"" + PHONE
                                            + "\",\"state\":\"rung\"}]}"));
            assertThat(service.getAsService(asked + 8).body()).isEqualTo("{\"devices\":[]}");
            for (String query : List.of(
                    "",
                    "?conversation=x&seq=1&users=1",
                    "?conversation=" + ROOM + "&seq=x&users=1",
                    "?conversation=" + ROOM + "&seq=1&users=1,x",
                    "?conversation=" + ROOM + "&seq=1&users=" + ids(201))) {
                assertThat(service.getAsService("/internal/ringing" + query).statusCode())
                        .as(query)
                        .isEqualTo(400);
            }
        }
    }

    private static String ids(int count) {
        return LongStream.rangeClosed(1, count).mapToObj(Long::toString).collect(Collectors.joining(","));
    }

    @Test
    void theServiceStartsAndStopsWithoutKafka() {
        try (RunningService service = launch(Map.of("parley.kafka.bootstrap", "127.0.0.1:1"))) {
            assertThat(service.get("/actuator/health").body()).contains("\"partitions\":0");
        }
    }

    private RunningService launch(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "parley.push.webpush.key-file",
                directory.resolve("vapid.jwk").toString(),
                "parley.push.webpush.create-key",
                true,
                "parley.push.webpush.subject",
                "mailto:ops@example.org",
                "parley.push.webpush.allow-local",
                true));
        settings.putAll(more);
        return RunningService.start(database, prefix, api, settings);
    }

    private void register(RunningService service) {
        var it = browser.subscription(push.url() + "/push/abc");
        String body = "{\"provider\": \"webpush\", \"endpoint\": \"" + it.endpoint() + "\", \"keys\": {\"p256dh\": \""
                + it.p256dh() + "\", \"auth\": \"" + it.auth() + "\"}}";
        assertThat(service.asDevice("PUT", "/v1/push/address", BOB.value(), PHONE, body)
                        .statusCode())
                .isEqualTo(200);
    }

    private JsonNode read(int index) {
        return JSON.readTree(browser.decrypt(push.requests().get(index).body()));
    }

    private void createTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(prefix + PushRequests.TOPIC, 2, (short) 1)))
                    .all()
                    .get();
        }
    }

    private void publish(PushRequest... requests) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (PushRequest request : requests) {
                producer.send(new ProducerRecord<>(
                                prefix + PushRequests.TOPIC,
                                InboxRecords.key(request.user()),
                                PushRequests.encode(request)))
                        .get();
            }
        }
    }

    private static PushRequest ring(long seq) {
        return new PushRequest.Ring(
                BOB, ROOM, seq, new MessageId(5L << 22), ALICE, 12, 3, Mute.NONE, Set.of(), "hello");
    }
}
