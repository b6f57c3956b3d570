package dev.parley.chat.ownership;

import dev.parley.contracts.directory.DirectoryKeys;
import dev.parley.kit.redis.RedisSettings;
import dev.parley.kit.redis.RedisWiring;
import dev.parley.testkit.engines.TestEngines;
import io.lettuce.core.RedisClient;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class RedisDirectoryBackendTest extends DirectoryContract {
    private RedisClient client;
    private RedisCalls calls;

    @BeforeEach
    void open() {
        client = RedisWiring.open(
                new RedisSettings(URI.create(TestEngines.get().freshRedisUrl()), Duration.ofSeconds(5)));
        calls = new RedisCalls(client);
    }

    @AfterEach
    void close() {
        calls.close();
        client.shutdown();
    }

    @Override
    Directory directory() {
        return new RedisDirectory(calls, "test");
    }

    @Override
    void drain(String server) {
        calls.call(redis -> redis.sadd(DirectoryKeys.drains("test"), server));
    }

    @Override
    void pass(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
