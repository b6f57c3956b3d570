package dev.parley.chat.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.bus.BusMessage;
import dev.parley.kit.redis.RedisSettings;
import dev.parley.kit.redis.RedisWiring;
import dev.parley.testkit.engines.TestEngines;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisBusBackendTest extends BusContract {
    private final String url = TestEngines.get().freshRedisUrl();
    private final int database = RedisURI.create(url).getDatabase();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RedisClient client = client(url);
    private final List<RedisBus> servers = new ArrayList<>();

    @AfterEach
    void close() {
        servers.forEach(RedisBus::stop);
        client.shutdown();
    }

    @Override
    void join(Set<Integer> owned, Consumer<BusMessage> receiver) {
        join(client, "test", owned, receiver);
    }

    @Override
    BusPublisher bus() {
        return servers.getFirst();
    }

    private RedisBus join(RedisClient redis, String region, Set<Integer> owned, Consumer<BusMessage> receiver) {
        RedisBus bus = new RedisBus(
                redis,
                new RedisBus.Place(region, database, SLOTS),
                () -> Set.copyOf(owned),
                receiver,
                new BusMetrics(meters),
                Thread::sleep);
        bus.start();
        servers.add(bus);
        return bus;
    }

    @Test
    void regionsDoNotHearEachOther() {
        Server elsewhere = new Server();
        elsewhere.owned.addAll(Set.of(0, 1, 2, 3, 4, 5, 6, 7));
        RedisBus other = join(client, "other", elsewhere.owned, elsewhere.heard::add);
        Awaitility.await().until(() -> {
            other.publish(List.of(userOf(1)), typing());
            return !elsewhere.heard.isEmpty();
        });
        elsewhere.heard.clear();
        BusMessage.What here = typing();
        bus().publish(List.of(userOf(1)), here);
        Awaitility.await().until(() -> one.heard(userOf(1), here));
        assertThat(elsewhere.heard).noneMatch(it -> it.what().equals(here));
    }

    @Test
    void aMessageThatNobodyCanReadIsCountedAndTheNextIsHeard() {
        try (var connection = client.connect()) {
            connection.sync().publish(new RedisBus.Place("test", database, SLOTS).channel(1), "\0nonsense");
        }
        Awaitility.await().until(() -> meters.counter("chat.bus.unreadable").count() == 1);
        BusMessage.What typing = typing();
        bus().publish(List.of(userOf(1)), typing);
        Awaitility.await().until(() -> one.heard(userOf(1), typing));
    }

    @Test
    void aLostConnectionIsMadeAgainWithItsChannels() {
        try (var connection = client.connect()) {
            connection.sync().clientKill(KillArgs.Builder.typePubsub());
        }
        one.heard.clear();
        awaitHeard(one, userOf(2));
    }

    @Test
    void withoutRedisWhatIsSaidIsDroppedAndCounted() {
        RedisClient nobody = client("redis://localhost:1");
        try {
            SimpleMeterRegistry dropped = new SimpleMeterRegistry();
            RedisBus away = new RedisBus(
                    nobody,
                    new RedisBus.Place("test", 0, SLOTS),
                    () -> Set.of(1),
                    message -> {},
                    new BusMetrics(dropped),
                    Thread::sleep);
            away.start();
            away.publish(List.of(userOf(1), userOf(2)), typing());
            assertThat(dropped.counter("chat.bus.dropped", "reason", "away").count())
                    .isEqualTo(2);
            away.stop();
        } finally {
            nobody.shutdown();
        }
    }

    private static RedisClient client(String url) {
        return RedisWiring.open(new RedisSettings(URI.create(url), Duration.ofSeconds(5)));
    }
}
