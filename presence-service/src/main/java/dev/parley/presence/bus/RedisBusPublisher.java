package dev.parley.presence.bus;

import dev.parley.contracts.bus.BusMessage;
import dev.parley.contracts.directory.DirectoryKeys;
import dev.parley.contracts.record.BusMessages;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The bus over Redis pub/sub, on the channels that [DirectoryKeys] names.
final class RedisBusPublisher implements BusPublisher, AutoCloseable {
    /// Messages that Redis has not confirmed yet. One more is dropped, so that a slow Redis gathers none here.
    private static final int MAX_UNDER_WAY = 4_096;

    private final RedisClient client;
    private final String region;
    private final int database;
    private final BusMetrics metrics;
    private final Semaphore room = new Semaphore(MAX_UNDER_WAY);
    private @Nullable StatefulRedisConnection<String, byte[]> connection;

    /// @param database the number of the Redis database, which stands in channels' names
    RedisBusPublisher(RedisClient client, String region, int database, BusMetrics metrics) {
        this.client = client;
        this.region = region;
        this.database = database;
        this.metrics = metrics;
    }

    @Override
    public void publish(int slot, BusMessage message) {
        if (!room.tryAcquire()) {
            metrics.dropped();
            return;
        }
        try {
            connection()
                    .async()
                    .publish(DirectoryKeys.bus(region, database, slot), BusMessages.encode(message))
                    .whenComplete((receivers, failure) -> {
                        room.release();
                        if (failure == null) {
                            metrics.published();
                        } else {
                            metrics.dropped();
                        }
                    });
        } catch (RedisException away) {
            // Watchers hear how it stands when their watch is renewed.
            room.release();
            metrics.dropped();
        }
    }

    private synchronized StatefulRedisConnection<String, byte[]> connection() {
        StatefulRedisConnection<String, byte[]> open = connection;
        if (open == null) {
            open = client.connect(RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE));
            connection = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
