package dev.parley.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.bus.BusMessage;
import dev.parley.contracts.directory.DirectoryKeys;
import dev.parley.contracts.directory.PresenceKeys;
import dev.parley.contracts.event.Glance;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.event.PresenceChanges;
import dev.parley.contracts.event.Watch;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.BusMessages;
import dev.parley.contracts.record.PresenceMessages;
import dev.parley.contracts.record.PresenceRecords;
import dev.parley.contracts.record.UnreadableRecordException;
import dev.parley.kit.services.ServiceCallers;
import dev.parley.presence.support.FakeApi;
import dev.parley.testkit.engines.TestEngines;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class PresenceServiceBackendTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final String bootstrap = TestEngines.get().addresses().kafkaBootstrap();
    private final String prefix = TestEngines.get().freshPrefix();
    private final String topic = prefix + "presence-changes";
    private final String redis = TestEngines.get().freshRedisUrl();
    private final FakeApi api = new FakeApi();

    @AfterEach
    void close() {
        api.close();
    }

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
        return PresenceService.launch(Map.of(
                "server.port", 0,
                "parley.kafka.bootstrap", kafka,
                "parley.kafka.prefix", prefix,
                "parley.redis.url", redis,
                "parley.urls.api", api.url().toString()));
    }

    private static double seen(ConfigurableApplicationContext service) {
        return service.getBean(MeterRegistry.class)
                .counter("presence.changes.seen")
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

    private static byte[] change(long user) {
        return PresenceRecords.encode(
                new PresenceChanges(0, List.of(new PresenceChanges.Change(new UserId(user), true, Instant.EPOCH))));
    }

    private void publish(int records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, change(i + 1))).get();
            }
        }
    }

    /// Between a query, a watch and what travels over the bus: the real Redis, the real Kafka.
    @Test
    void aQueryAWatchAndAChangeSayTheSame() throws Exception {
        createTopic();
        RedisClient client = RedisClient.create(redis);
        try (ConfigurableApplicationContext service = launch(bootstrap);
                StatefulRedisConnection<String, String> commands = client.connect();
                StatefulRedisPubSubConnection<String, byte[]> bus =
                        client.connectPubSub(RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE))) {
            BlockingQueue<BusMessage> told = new LinkedBlockingQueue<>();
            listen(bus, told);
            UserId alice = new UserId(7);
            UserId bob = new UserId(1);
            UserId carol = new UserId(11);
            commands.sync().set(PresenceKeys.slots("local"), "1");
            commands.sync().set(PresenceKeys.lease("local", 0), "1 chat-1");
            commands.sync().zadd(PresenceKeys.users("local", 0), 1_800_000_000_000.0, "11");
            api.hidden.add(new Glance(alice, new UserId(13)));
            commands.sync().zadd(PresenceKeys.users("local", 0), Double.POSITIVE_INFINITY, "13");

            assertThat(PresenceMessages.decodeStates(watch(service, new Watch(alice, List.of(bob, carol)))))
                    .containsExactly(List.of(
                            Presence.hidden(bob),
                            new Presence(carol, false, Instant.ofEpochMilli(1_800_000_000_000L))));

            commands.sync().zadd(PresenceKeys.users("local", 0), Double.POSITIVE_INFINITY, "1");
            publish(1);
            BusMessage message = told.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
            assertThat(message)
                    .isEqualTo(new BusMessage(
                            List.of(alice), new BusMessage.Presence(List.of(new BusMessage.Change(bob, true, null)))));

            assertThat(query(service, "1,11,13,99", true).body())
                    .isEqualTo("{\"users\":[{\"userId\":\"1\",\"online\":true},"
                            + "{\"userId\":\"11\",\"online\":false,\"lastSeenAt\":\"2027-01-15T08:00:00Z\"},"
                            + "{\"userId\":\"13\",\"online\":false},{\"userId\":\"99\",\"online\":false}]}");

            // Nobody answers for the slot any more, and nobody publishes that. It is noticed by who knew of the lease.
            await().atMost(BOUND)
                    .until(() -> service.getBean(MeterRegistry.class)
                                    .get("presence.slots.leased")
                                    .gauge()
                                    .value()
                            == 1.0);
            commands.sync().del(PresenceKeys.lease("local", 0));
            BusMessage gone = new BusMessage(
                    List.of(alice), new BusMessage.Presence(List.of(new BusMessage.Change(bob, false, null))));
            // That he is online may be told again before.
            await().atMost(BOUND).until(() -> gone.equals(told.poll()));
            assertThat(query(service, "1", true).body()).contains("\"online\":false");
        } finally {
            client.shutdown();
        }
    }

    @Test
    void whatIsNoQuestionIsRefused() throws Exception {
        try (ConfigurableApplicationContext service = launch("127.0.0.1:1")) {
            assertThat(query(service, "1", false).statusCode()).isEqualTo(401);
            for (String users : List.of("", "Bob", "1,,2", "-1", "1;2")) {
                assertThat(query(service, users, true).statusCode()).as(users).isEqualTo(400);
            }
            String tooMany =
                    LongStream.rangeClosed(1, 201).mapToObj(Long::toString).collect(Collectors.joining(","));
            assertThat(query(service, tooMany, true).body()).contains("invalid_request");
            String most =
                    LongStream.rangeClosed(1, 200).mapToObj(Long::toString).collect(Collectors.joining(","));
            assertThat(query(service, most, true).statusCode()).isEqualTo(200);
        }
    }

    private void listen(StatefulRedisPubSubConnection<String, byte[]> bus, BlockingQueue<BusMessage> told) {
        bus.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, byte[] bytes) {
                try {
                    told.add(BusMessages.decode(bytes));
                } catch (UnreadableRecordException notOurs) {
                    throw new IllegalStateException(notOurs);
                }
            }
        });
        bus.sync().subscribe(DirectoryKeys.bus("local", RedisURI.create(redis).getDatabase(), 0));
    }

    private byte[] watch(ConfigurableApplicationContext service, Watch watch) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            service.getBean(ServiceCallers.class)
                                    .of("presence-service")
                                    .request(url(service, PresenceMessages.WATCH_PATH))
                                    .header("content-type", "application/octet-stream")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(
                                            PresenceMessages.encodeWatches(List.of(watch))))
                                    .build(),
                            BodyHandlers.ofByteArray())
                    .body();
        }
    }

    private HttpResponse<String> query(ConfigurableApplicationContext service, String users, boolean withToken)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(service, "/v1/presence?users=" + users));
        if (withToken) {
            request.header(
                    "Authorization",
                    "Bearer " + api.tokens.good(7, 71, Instant.now().plusSeconds(60)));
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static URI url(ConfigurableApplicationContext service, String path) {
        return URI.create(
                "http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port") + path);
    }
}
