package dev.parley.chat.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.kit.redis.RedisSettings;
import dev.parley.kit.redis.RedisWiring;
import dev.parley.testkit.engines.TestEngines;
import io.lettuce.core.RedisClient;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisClaimStoreBackendTest extends ClaimStoreContract {
    private RedisClient client;
    private RedisCalls calls;

    @BeforeEach
    void open() {
        client = open(TestEngines.get().freshRedisUrl());
        calls = new RedisCalls(client);
    }

    @AfterEach
    void close() {
        calls.close();
        client.shutdown();
    }

    @Override
    ClaimStore store() {
        return new RedisClaimStore(calls, "test");
    }

    @Override
    void pass(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    @Test
    void claimOfOneRegionIsFreeInAnother() {
        store().claim("a", "one", Duration.ofMinutes(1));
        assertThat(new RedisClaimStore(calls, "other").claim("a", "two", Duration.ofMinutes(1)))
                .isEmpty();
    }

    @Test
    void claimWithoutExpiryWasMadeByHandAndCountsForNothing() {
        calls.call(redis -> redis.set("parley:{test}:claim:a", "somebody"));
        assertThat(store().claim("a", "one", Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    void silentRedisIsPassingTrouble() {
        RedisClient nobody = open("redis://localhost:1");
        try (RedisCalls dead = new RedisCalls(nobody)) {
            ClaimStore unreachable = new RedisClaimStore(dead, "test");
            assertThatExceptionOfType(DirectoryAwayException.class)
                    .isThrownBy(() -> unreachable.claim("a", "one", Duration.ofMinutes(1)));
        } finally {
            nobody.shutdown();
        }
    }

    private static RedisClient open(String url) {
        return RedisWiring.open(new RedisSettings(URI.create(url), Duration.ofSeconds(5)));
    }
}
