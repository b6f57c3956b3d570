package dev.parley.chat.bus;

import dev.parley.contracts.bus.BusMessage;
import dev.parley.contracts.directory.DirectoryKeys;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.BusMessages;
import dev.parley.contracts.record.UnreadableRecordException;
import dev.parley.kit.time.Pause;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The bus over Redis pub/sub: a server hears the channels of the slots that it owns. Two connections of its own, since
/// one that subscribes can do nothing else, and one that publishes shall not wait for the directory.
final class RedisBus implements BusPublisher {
    /// How often it looks which slots are owned, and for Redis while that is away.
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /// Messages that Redis has not confirmed yet. One more is dropped, so that a slow Redis gathers none here.
    private static final int MAX_UNDER_WAY = 4_096;

    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);

    /// Whose channels these are.
    ///
    /// @param database the number of the Redis database
    /// @param slots in the region
    record Place(String region, int database, int slots) {
        String channel(int slot) {
            return DirectoryKeys.bus(region, database, slot);
        }
    }

    private final RedisClient client;
    private final Place place;
    private final Supplier<Set<Integer>> owned;
    private final Consumer<BusMessage> receiver;
    private final BusMetrics metrics;
    private final Pause pause;
    private final Semaphore room = new Semaphore(MAX_UNDER_WAY);
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private volatile @Nullable StatefulRedisConnection<String, byte[]> publishing;
    private @Nullable StatefulRedisPubSubConnection<String, byte[]> listening;
    private @Nullable Thread thread;

    /// @param owned the slots that this server owns now
    /// @param receiver must not block: it is called by Redis's event loop
    RedisBus(
            RedisClient client,
            Place place,
            Supplier<Set<Integer>> owned,
            Consumer<BusMessage> receiver,
            BusMetrics metrics,
            Pause pause) {
        this.client = client;
        this.place = place;
        this.owned = owned;
        this.receiver = receiver;
        this.metrics = metrics;
        this.pause = pause;
        metrics.slots(heard::size);
    }

    @Override
    public void publish(Collection<UserId> recipients, BusMessage.What what) {
        BusMessage.bySlot(recipients, what, place.slots())
                .forEach((slot, messages) -> messages.forEach(message -> send(place.channel(slot), message)));
    }

    private void send(String channel, BusMessage message) {
        StatefulRedisConnection<String, byte[]> open = publishing;
        if (open == null) {
            metrics.away();
        } else if (!room.tryAcquire()) {
            metrics.publisherFull();
        } else {
            open.async().publish(channel, BusMessages.encode(message)).whenComplete((receivers, failure) -> {
                room.release();
                if (failure == null) {
                    metrics.published();
                } else {
                    metrics.away();
                }
            });
        }
    }

    synchronized void start() {
        thread = Thread.ofVirtual().name("parley-bus-slots").start(this::followSlots);
    }

    /// Waits for the thread, at most as long as one command may take.
    void stop() {
        Thread running = interrupted();
        try {
            if (running != null) {
                running.join();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Thread interrupted() {
        if (thread != null) {
            thread.interrupt();
        }
        return thread;
    }

    private void followSlots() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    follow();
                } catch (RedisException away) {
                    // What is published meanwhile counts as dropped. The directory's log says that Redis is away.
                }
                pause.pause(LOOK_EVERY);
            }
        } catch (InterruptedException stopped) {
            // By stop.
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /// A subscription counts once Redis has confirmed it. After a lost connection the driver subscribes again.
    private void follow() {
        if (publishing == null) {
            publishing = client.connect(CODEC);
        }
        StatefulRedisPubSubConnection<String, byte[]> connection = listening;
        if (connection == null) {
            connection = client.connectPubSub(CODEC);
            connection.addListener(new Listener());
            listening = connection;
        }
        Set<Integer> slots = owned.get();
        String[] missing = channels(slots.stream(), channel -> !heard.contains(channel));
        if (missing.length > 0) {
            connection.sync().subscribe(missing);
        }
        Set<String> wanted = Set.of(channels(slots.stream(), channel -> true));
        String[] surplus =
                heard.stream().filter(channel -> !wanted.contains(channel)).toArray(String[]::new);
        if (surplus.length > 0) {
            connection.sync().unsubscribe(surplus);
        }
    }

    private String[] channels(Stream<Integer> slots, Predicate<String> which) {
        return slots.map(place::channel).filter(which).toArray(String[]::new);
    }

    private void close() {
        StatefulRedisConnection<String, byte[]> publisher = publishing;
        publishing = null;
        if (publisher != null) {
            publisher.close();
        }
        if (listening != null) {
            listening.close();
        }
        heard.clear();
    }

    private final class Listener extends RedisPubSubAdapter<String, byte[]> {
        @Override
        public void message(String channel, byte[] bytes) {
            try {
                receiver.accept(BusMessages.decode(bytes));
            } catch (UnreadableRecordException notOurs) {
                // No version of this code wrote it. Nothing is lost: it was for the moment.
                metrics.unreadable();
            }
        }

        @Override
        public void subscribed(String channel, long count) {
            heard.add(channel);
        }

        @Override
        public void unsubscribed(String channel, long count) {
            heard.remove(channel);
        }
    }
}
