package dev.parley.api.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.api.answer.UnavailableException;
import dev.parley.api.support.Gate;
import dev.parley.contracts.directory.PresenceKeys;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.redis.RedisSettings;
import dev.parley.kit.redis.RedisWiring;
import dev.parley.testkit.engines.TestEngines;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisLastSeenStoreBackendTest {
    private static final String REGION = "eu";
    private static final int SLOTS = 16;
    private static final UserId ALICE = new UserId(7);
    private static final UserId BOB = new UserId(8);

    private final String url = TestEngines.get().freshRedisUrl();
    private final Gate gate = Gate.before(url, true);
    private final RedisClient client =
            RedisWiring.open(new RedisSettings(URI.create(gate.through(url)), Duration.ofSeconds(1)));
    private final StatefulRedisConnection<String, String> connection = client.connect();
    private final RedisCommands<String, String> redis = connection.sync();
    private final LastSeenStore store = new RedisLastSeenStore(client, REGION);

    @AfterEach
    void close() {
        client.shutdown();
        gate.close();
    }

    @Test
    void onlineIsWhoIsHereByTheWordOfAServerThatLives() {
        assertThat(store.isOnline(ALICE)).isFalse();
        redis.set(PresenceKeys.slots(REGION), Integer.toString(SLOTS));
        assertThat(store.isOnline(ALICE)).isFalse();
        redis.zadd(users(ALICE), Double.POSITIVE_INFINITY, ALICE.toString());
        assertThat(store.isOnline(ALICE)).isFalse();
        redis.set(PresenceKeys.lease(REGION, Slots.of(ALICE, SLOTS)), "1 chat-0");
        assertThat(store.isOnline(ALICE)).isTrue();
        redis.zadd(users(ALICE), 1_772_366_400_000.0, ALICE.toString());
        assertThat(store.isOnline(ALICE)).isFalse();
    }

    @Test
    void whenTheUserWasSeenAndWhoWantedToKnowAreForgotten() {
        assertThat(store.forget(ALICE)).isFalse();
        redis.set(PresenceKeys.slots(REGION), Integer.toString(SLOTS));
        for (UserId user : new UserId[] {ALICE, BOB}) {
            redis.zadd(users(user), 1_772_366_400_000.0, user.toString());
            redis.zadd(PresenceKeys.watchers(REGION, user), 1.0, "9");
        }
        assertThat(store.forget(ALICE)).isTrue();
        assertThat(store.forget(ALICE)).isFalse();
        assertThat(redis.zscore(users(ALICE), ALICE.toString())).isNull();
        assertThat(redis.exists(PresenceKeys.watchers(REGION, ALICE))).isZero();
        assertThat(redis.zscore(users(BOB), BOB.toString())).isNotNull();
        assertThat(redis.exists(PresenceKeys.watchers(REGION, BOB))).isEqualTo(1);
    }

    @Test
    void saysSoWhileRedisIsAway() {
        gate.shut();
        assertThatThrownBy(() -> store.isOnline(ALICE)).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> store.forget(ALICE)).isInstanceOf(UnavailableException.class);
    }

    private static String users(UserId user) {
        return PresenceKeys.users(REGION, Slots.of(user, SLOTS));
    }
}
