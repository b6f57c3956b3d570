package dev.parley.presence.state;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The service's one connection for commands. Connects when first used, and again after Redis was away. Safe for any
/// thread.
public final class RedisCalls implements AutoCloseable {
    private final RedisClient client;
    private final Duration timeout;
    private @Nullable StatefulRedisConnection<String, String> connection;

    /// @param timeout for all answers of one call
    public RedisCalls(RedisClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    /// Sends commands without waiting in between, then waits for all answers.
    ///
    /// @return answers in the order of the commands
    /// @throws StoreAwayException if Redis does not answer in time
    public <T> List<T> all(Function<RedisAsyncCommands<String, String>, Collection<RedisFuture<T>>> commands) {
        try {
            StatefulRedisConnection<String, String> now = connection();
            List<RedisFuture<T>> sent = List.copyOf(commands.apply(now.async()));
            now.flushCommands();
            if (!LettuceFutures.awaitAll(timeout, sent.toArray(Future[]::new))) {
                throw new StoreAwayException(new IllegalStateException("no answer within " + timeout));
            }
            List<T> answers = new ArrayList<>(sent.size());
            for (RedisFuture<T> each : sent) {
                answers.add(each.get());
            }
            return answers;
        } catch (RedisException | ExecutionException away) {
            throw new StoreAwayException(away);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new StoreAwayException(stop);
        }
    }

    private synchronized StatefulRedisConnection<String, String> connection() {
        StatefulRedisConnection<String, String> open = connection;
        if (open == null) {
            open = client.connect();
            open.setAutoFlushCommands(false); // All commands of a call go out in one piece.
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
