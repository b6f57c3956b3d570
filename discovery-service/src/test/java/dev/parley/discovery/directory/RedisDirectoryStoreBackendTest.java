package dev.parley.discovery.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.directory.ChatServerJson;
import dev.parley.contracts.directory.DirectoryKeys;
import dev.parley.contracts.directory.SlotOwner;
import dev.parley.contracts.directory.SlotTable;
import dev.parley.kit.redis.RedisSettings;
import dev.parley.kit.redis.RedisWiring;
import dev.parley.testkit.engines.TestEngines;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisDirectoryStoreBackendTest {
    private final RedisClient client = client(TestEngines.get().freshRedisUrl());
    private final RedisCommands<String, String> redis = client.connect().sync();
    private final DirectoryStore store = new RedisDirectoryStore(client);

    private static RedisClient client(String url) {
        return RedisWiring.open(new RedisSettings(URI.create(url), Duration.ofSeconds(1)));
    }

    @AfterEach
    void close() {
        client.shutdown();
    }

    @Test
    void anEmptyDirectoryIsAnEmptyTable() throws Exception {
        assertThat(store.read("eu").servers()).isEmpty();
    }

    @Test
    void serversAndSlotsAreReadAsTheyWereWritten() throws Exception {
        publish("chat-1", 2);
        publish("chat-2", 2);
        redis.hset(DirectoryKeys.slots("eu"), "0", new SlotOwner("chat-1", 3).text());
        redis.hset(DirectoryKeys.slots("eu"), "1", new SlotOwner("chat-2", 3).text());
        SlotTable table = store.read("eu");
        assertThat(table.servers()).containsOnlyKeys("chat-1", "chat-2");
        assertThat(table.servers().get("chat-1")).isEqualTo(Tables.server("chat-1", 2));
    }

    @Test
    void aServerWhoseEntryRanOutIsAbsent() throws Exception {
        publish("chat-1", 2);
        redis.hset(DirectoryKeys.slots("eu"), "0", new SlotOwner("chat-1", 3).text());
        redis.hset(DirectoryKeys.slots("eu"), "1", new SlotOwner("chat-9", 2).text());
        assertThat(store.read("eu").servers()).containsOnlyKeys("chat-1");
    }

    @Test
    void whatIsNotOursIsPassedOver() throws Exception {
        publish("chat-1", 2);
        redis.set(DirectoryKeys.server("eu", "chat-2"), "not json");
        redis.hset(DirectoryKeys.slots("eu"), "zero", "3 chat-1");
        redis.hset(DirectoryKeys.slots("eu"), "0", "nonsense");
        redis.hset(DirectoryKeys.slots("eu"), "1", new SlotOwner("chat-1", 3).text());
        redis.hset(DirectoryKeys.slots("eu"), "2", new SlotOwner("chat-2", 3).text());
        assertThat(store.read("eu").servers()).containsOnlyKeys("chat-1");
    }

    @Test
    void withoutRedisItSaysSo() {
        RedisClient nobody = client("redis://127.0.0.1:1");
        assertThatExceptionOfType(DirectoryUnavailableException.class)
                .isThrownBy(() -> new RedisDirectoryStore(nobody).read("eu"));
        nobody.shutdown();
    }

    private void publish(String id, int slots) {
        redis.setex(DirectoryKeys.server("eu", id), 10, ChatServerJson.write(Tables.server(id, slots)));
    }
}
