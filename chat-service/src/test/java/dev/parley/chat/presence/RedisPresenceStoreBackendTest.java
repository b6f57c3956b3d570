package dev.parley.chat.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.directory.PresenceKeys;
import dev.parley.kit.redis.RedisSettings;
import dev.parley.kit.redis.RedisWiring;
import dev.parley.testkit.engines.TestEngines;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.api.StatefulRedisConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisPresenceStoreBackendTest extends PresenceStoreContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private RedisClient client;
    private StatefulRedisConnection<String, String> redis;
    private final List<RedisPresenceStore> stores = new ArrayList<>();

    @BeforeEach
    void open() {
        client = open(TestEngines.get().freshRedisUrl());
        redis = client.connect();
    }

    @AfterEach
    void close() {
        stores.forEach(RedisPresenceStore::close);
        redis.close();
        client.shutdown();
    }

    @Override
    PresenceStore store(String holder) {
        RedisPresenceStore store = new RedisPresenceStore(client, "test", holder, TIMEOUT);
        stores.add(store);
        return store;
    }

    @Override
    void flush() {
        redis.sync().flushdb();
    }

    @Test
    void itLiesWhereOthersReadIt() {
        PresenceStore store = store("one");
        store.announce(32);
        store.take(4, List.of(3));
        store.write(4, List.of(came(3, ALICE), came(3, BOB), went(3, BOB)));
        assertThat(redis.sync().get(PresenceKeys.slots("test"))).isEqualTo("32");
        assertThat(redis.sync().get(PresenceKeys.lease("test", 3))).isEqualTo("4 one");
        assertThat(redis.sync().pttl(PresenceKeys.lease("test", 3))).isBetween(20_000L, 30_000L);
        assertThat(redis.sync().zrangeWithScores(PresenceKeys.users("test", 3), 0, -1))
                .containsExactly(
                        ScoredValue.just(SEEN.toEpochMilli(), "9"), ScoredValue.just(Double.POSITIVE_INFINITY, "7"));
    }

    @Test
    void scriptsThatRedisForgotAreLoadedAgain() {
        PresenceStore store = store("one");
        store.take(1, List.of(0));
        redis.sync().scriptFlush();
        assertThatExceptionOfType(PresenceAwayException.class)
                .isThrownBy(() -> store.write(1, List.of(came(0, ALICE))));
        assertThat(store.write(1, List.of(came(0, ALICE)))).containsExactly(PresenceStore.Outcome.WRITTEN);
    }

    @Test
    void silentRedisIsPassingTrouble() {
        RedisClient nobody = open("redis://localhost:1");
        try (RedisPresenceStore unreachable = new RedisPresenceStore(nobody, "test", "one", TIMEOUT)) {
            assertThatExceptionOfType(PresenceAwayException.class).isThrownBy(() -> unreachable.take(1, List.of(0)));
        } finally {
            nobody.shutdown();
        }
    }

    private static RedisClient open(String url) {
        return RedisWiring.open(new RedisSettings(URI.create(url), TIMEOUT));
    }
}
