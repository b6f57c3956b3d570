package dev.parley.chat.ownership;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The directory's one connection. Connects when first used, and again after Redis was away. Safe for any thread.
final class RedisCalls implements AutoCloseable {
    private final RedisClient client;
    private @Nullable StatefulRedisConnection<String, String> connection;

    RedisCalls(RedisClient client) {
        this.client = client;
    }

    /// @throws DirectoryAwayException if Redis does not answer in time
    synchronized <T> T call(Function<RedisCommands<String, String>, T> use) {
        try {
            StatefulRedisConnection<String, String> open = connection;
            if (open == null) {
                open = client.connect();
                connection = open;
            }
            return use.apply(open.sync());
        } catch (RedisException away) {
            throw new DirectoryAwayException(away);
        }
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
