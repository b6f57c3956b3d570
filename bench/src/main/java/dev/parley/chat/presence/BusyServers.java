package dev.parley.chat.presence;

import dev.parley.contracts.directory.PresenceKeys;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.id.UserId;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// What chat servers with all their users tell Redis of them: the presence of the chat service with its script and its
/// connection to Redis, on connections that are objects instead of sockets. Time is not the machine's: each server goes
/// from turn to turn as fast as Redis answers, so Redis is as busy as it can be.
///
/// In the package of what it drives, which a service keeps to itself, as that package's tests are.
///
/// Everyone who is connected has been heard at any time. Heartbeats are not sent, but counted, one for each 5 s of one
/// user's time.
public final class BusyServers implements AutoCloseable {
    /// Apart from what the services keep.
    private static final String REGION = "bench";

    private static final int SLOTS_EACH = 8;
    private static final double BEATS_PER_SECOND = 0.2;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final RedisClient client;
    private final int slots;
    private final PresenceSettings settings;
    private final List<Server> servers;
    private final AtomicLong beats = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;
    private volatile boolean broken;

    /// @param perServer users at a time
    /// @param churnPerSecond so many of them leave for good in a second, as many others come
    public BusyServers(RedisClient client, int servers, int perServer, double churnPerSecond) {
        this.client = client;
        this.slots = servers * SLOTS_EACH;
        this.settings = new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("parley.chat.presence", PresenceSettings.class);
        this.servers = IntStream.range(0, servers)
                .mapToObj(number -> new Server(number, perServer, churnPerSecond))
                .toList();
    }

    public void start() {
        for (Server server : servers) {
            threads.add(Thread.ofPlatform().name("busy-" + server.number).start(() -> {
                while (!closing) {
                    server.turn();
                }
            }));
        }
    }

    /// Of all users so far.
    public long beats() {
        return beats.get();
    }

    /// Whether Redis did not answer, or a lease was lost, since the start.
    public boolean isBroken() {
        return broken;
    }

    /// How much of the users' time is over on the slowest server.
    public Duration passed() {
        return Duration.ofNanos(
                servers.stream().mapToLong(server -> server.nowNanos).min().orElse(0));
    }

    private final class Server {
        private final int number;
        private final double leavingPerTurn;
        private final Set<Integer> owned;
        private final AnnouncePresence presence;
        private final RedisPresenceStore store;
        private final MeterRegistry meters = new SimpleMeterRegistry();
        private final Queue<Connection> connected = new ArrayDeque<>();
        private volatile long nowNanos;
        private long lastUser;
        private double toLeave;
        private double beatsDue;

        Server(int number, int users, double churnPerSecond) {
            this.number = number;
            this.leavingPerTurn = users * churnPerSecond * settings.writeEvery().toNanos() / 1e9;
            this.owned = IntStream.range(number * SLOTS_EACH, (number + 1) * SLOTS_EACH)
                    .boxed()
                    .collect(Collectors.toUnmodifiableSet());
            this.store = new RedisPresenceStore(client, REGION, "busy-" + number, Duration.ofSeconds(10));
            this.presence = new AnnouncePresence(
                    () -> owned,
                    slots,
                    store,
                    changes -> CompletableFuture.completedFuture(null),
                    () -> {},
                    settings,
                    new PresenceMetrics(meters),
                    () -> nowNanos,
                    () -> START.plusNanos(nowNanos));
            presence.taken(owned, 1);
            for (int i = 0; i < users; i++) {
                come();
            }
        }

        /// Someone who was never here.
        private void come() {
            UserId user;
            do {
                user = new UserId(++lastUser);
            } while (!owned.contains(Slots.of(user, slots)));
            Connection connection = new Connection(user);
            connected.add(connection);
            presence.opened(user, connection);
        }

        void turn() {
            for (toLeave += leavingPerTurn; toLeave >= 1; toLeave--) {
                Connection leaving = connected.remove();
                leaving.leave();
                presence.closed(leaving.user, leaving);
                come();
            }
            presence.turn();
            nowNanos += settings.writeEvery().toNanos();
            beatsDue +=
                    connected.size() * BEATS_PER_SECOND * settings.writeEvery().toNanos() / 1e9;
            beats.addAndGet((long) beatsDue);
            beatsDue -= (long) beatsDue;
            if (meters.counter("chat.presence.store.failed").count() > 0
                    || meters.counter("chat.presence.leases.lost").count() > 0) {
                broken = true;
            }
        }

        private final class Connection implements SignOfLife {
            private final UserId user;
            private boolean left;
            private long leftNanos;

            Connection(UserId user) {
                this.user = user;
            }

            void leave() {
                left = true;
                leftNanos = nowNanos;
            }

            @Override
            public long heardNanos() {
                return left ? leftNanos : nowNanos;
            }
        }
    }

    /// Forgets everyone in Redis, too.
    @Override
    public void close() {
        closing = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        servers.forEach(server -> server.store.close());
        try (StatefulRedisConnection<String, String> redis = client.connect()) {
            redis.sync()
                    .del(IntStream.range(0, slots)
                            .boxed()
                            .flatMap(slot ->
                                    List.of(PresenceKeys.lease(REGION, slot), PresenceKeys.users(REGION, slot))
                                            .stream())
                            .toArray(String[]::new));
            redis.sync().del(PresenceKeys.slots(REGION));
        }
    }
}
