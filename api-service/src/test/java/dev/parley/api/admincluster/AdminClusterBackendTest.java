package dev.parley.api.admincluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.support.ApiUser;
import dev.parley.api.support.RunningApi;
import dev.parley.contracts.directory.ChatServer;
import dev.parley.contracts.directory.ChatServerJson;
import dev.parley.contracts.directory.DirectoryKeys;
import dev.parley.contracts.directory.SlotOwner;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.record.LogRecords;
import dev.parley.kit.kafka.KafkaSettings;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

class AdminClusterBackendTest {
    private final RunningApi api = RunningApi.shared();
    private final ApiUser operator = api.operator();

    @Test
    void slotsAreShownWithTheirOwners() {
        String region = api.bean(Environment.class).getRequiredProperty("parley.region");
        ChatServer server = new ChatServer(
                "chat-1", URI.create("ws://localhost/ws/chat-1"), "localhost:1", region, "z", 4, 7, true);
        try (StatefulRedisConnection<String, String> redis =
                api.bean(RedisClient.class).connect()) {
            redis.sync().set(DirectoryKeys.server(region, "chat-1"), ChatServerJson.write(server));
            redis.sync()
                    .hset(
                            DirectoryKeys.slots(region),
                            Map.of(
                                    "0", new SlotOwner("chat-1", 3).text(),
                                    "2", new SlotOwner("chat-1", 3).text(),
                                    "3", new SlotOwner("dead", 1).text(),
                                    "x", "nonsense"));
        }
        JsonNode slots = operator.get("/admin/v1/slots").json();
        assertThat(slots.path("servers").size()).isEqualTo(1);
        JsonNode shown = slots.path("servers").path(0);
        assertThat(shown.path("id").asString()).isEqualTo("chat-1");
        assertThat(shown.path("connections").asInt()).isEqualTo(7);
        assertThat(shown.path("draining").asBoolean()).isTrue();
        assertThat(shown.path("slots").toString()).isEqualTo("[0,2]");
        assertThat(slots.path("withoutOwner").toString()).isEqualTo("[1,3]");
    }

    @Test
    void livingServerIsDrainedUntilThatIsTakenBack() {
        String region = api.bean(Environment.class).getRequiredProperty("parley.region");
        ChatServer server = new ChatServer(
                "chat-7", URI.create("ws://localhost/ws/chat-7"), "localhost:7", region, "", 4, 0, false);
        String drain = "/admin/v1/servers/chat-7/drain";
        try (StatefulRedisConnection<String, String> redis =
                api.bean(RedisClient.class).connect()) {
            assertThat(operator.put(drain).code()).isEqualTo("not_found");
            redis.sync().set(DirectoryKeys.server(region, "chat-7"), ChatServerJson.write(server));
            assertThat(operator.put(drain + "?reason=disk").status()).isEqualTo(204);
            assertThat(operator.put(drain).status()).isEqualTo(204);
            assertThat(redis.sync().smembers(DirectoryKeys.drains(region))).contains("chat-7");
            // Shown although it owns nothing (any more).
            assertThat(ApiUser.strings(operator.get("/admin/v1/slots").json().path("servers"), "id"))
                    .contains("chat-7");
            assertThat(operator.delete(drain).status()).isEqualTo(204);
            assertThat(operator.delete(drain).code()).isEqualTo("not_found");
            assertThat(redis.sync().smembers(DirectoryKeys.drains(region))).doesNotContain("chat-7");
            redis.sync().del(DirectoryKeys.server(region, "chat-7"));
        }
        assertThat(operator.put("/admin/v1/servers/a%20b/drain").code()).isEqualTo("invalid_request");
        JsonNode newest = operator.get("/admin/v1/acts?limit=3").json().path("acts");
        assertThat(ApiUser.strings(newest, "act")).containsExactly("undrain", "drain", "drain");
        assertThat(ApiUser.strings(newest, "server")).containsOnly("chat-7");
    }

    @Test
    void groupIsBehindByWhatItHasNotCommitted() {
        ApiUser user = api.user();
        ConversationId.Group group = user.createGroup("Lag");
        user.patch("/v1/groups/" + group, "{\"title\": \"Lag again\"}");
        KafkaSettings kafka = api.bean(KafkaSettings.class);
        String topic = kafka.named(LogRecords.TOPIC);
        String reader = kafka.named("reader");
        try (Consumer<byte[], byte[]> consumer = kafka.consumer(reader)) {
            TopicPartition where = new TopicPartition(
                    topic, Slots.of(group, consumer.partitionsFor(topic).size()));
            consumer.assign(List.of(where));
            long end = consumer.endOffsets(List.of(where)).getOrDefault(where, 0L);
            consumer.commitSync(Map.of(where, new OffsetAndMetadata(end - 2)));
            JsonNode lag = lagOf(reader);
            assertThat(lag.path("topic").asString()).isEqualTo(topic);
            assertThat(lag.path("records").asLong()).isGreaterThanOrEqualTo(2);
            assertThat(lag.path("partition").asInt()).isEqualTo(where.partition());
            assertThat(lag.path("most").asLong()).isEqualTo(lag.path("records").asLong());
        }
    }

    private JsonNode lagOf(String group) {
        return operator.get("/admin/v1/lag")
                .json()
                .path("groups")
                .valueStream()
                .filter(it -> it.path("group").asString().equals(group))
                .findAny()
                .orElseThrow();
    }
}
