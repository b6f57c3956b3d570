package dev.parley.api.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.api.support.Gate;
import dev.parley.kit.redis.RedisSettings;
import dev.parley.kit.redis.RedisWiring;
import dev.parley.testkit.engines.TestEngines;
import io.lettuce.core.RedisClient;
import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisAttemptStoreBackendTest extends AttemptStoreContract {
    private final String url = TestEngines.get().freshRedisUrl();
    private final Gate gate = Gate.before(url, true);
    private final RedisClient client =
            RedisWiring.open(new RedisSettings(URI.create(gate.through(url)), Duration.ofSeconds(1)));
    private final RedisAttemptStore store = new RedisAttemptStore(client);

    @AfterEach
    void close() {
        client.shutdown();
        gate.close();
    }

    @Override
    AttemptStore store() {
        return store;
    }

    @Override
    void pass(Duration time) {
        Awaitility.await().pollDelay(time).until(() -> true);
    }

    @Test
    void saysSoWhileRedisIsAwayAndCountsOnAfterwards() {
        Duration window = Duration.ofMinutes(1);
        store.count("x", window);
        gate.shut();
        assertThatThrownBy(() -> store.count("x", window)).isInstanceOf(AttemptStore.AttemptStoreException.class);
        gate.open();
        Awaitility.await()
                .ignoreExceptions()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(store.count("x", window).attempts()).isGreaterThanOrEqualTo(2));
    }
}
