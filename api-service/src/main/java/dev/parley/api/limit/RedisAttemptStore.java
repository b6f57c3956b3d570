package dev.parley.api.limit;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Counts that all replicas share. Keys `parley:attempts:<key>`, each with an expiry.
final class RedisAttemptStore implements AttemptStore {
    private static final String COUNT = """
            local n = redis.call('INCR', KEYS[1])
            if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
            return {n, redis.call('PTTL', KEYS[1])}
            """;
    private static final String UNCOUNT = """
            local n = tonumber(redis.call('GET', KEYS[1]) or '0')
            if n > 0 then redis.call('DECR', KEYS[1]) end
            return n
            """;

    private final RedisClient client;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable StatefulRedisConnection<String, String> connection;

    RedisAttemptStore(RedisClient client) {
        this.client = client;
    }

    @Override
    public Tally count(String key, Duration window) {
        List<Long> answer = ask(
                redis -> redis.sync().eval(COUNT, ScriptOutputType.MULTI, keys(key), Long.toString(window.toMillis())));
        return new Tally(answer.get(0), Duration.ofMillis(Math.max(1, answer.get(1))));
    }

    @Override
    public void uncount(String key) {
        ask(redis -> redis.sync().<Long>eval(UNCOUNT, ScriptOutputType.INTEGER, keys(key)));
    }

    private static String[] keys(String key) {
        return new String[] {"parley:attempts:" + key};
    }

    private <T> T ask(Function<StatefulRedisConnection<String, String>, T> question) {
        try {
            return question.apply(connected());
        } catch (RedisException away) {
            throw new AttemptStoreException(away);
        }
    }

    /// The first use connects; afterwards the client reconnects by itself. While one caller connects, others don't
    /// wait for it.
    private StatefulRedisConnection<String, String> connected() {
        StatefulRedisConnection<String, String> open = connection;
        if (open != null) {
            return open;
        }
        if (!connecting.tryLock()) {
            throw new AttemptStoreException(null);
        }
        try {
            open = connection != null ? connection : client.connect();
            connection = open;
            return open;
        } finally {
            connecting.unlock();
        }
    }
}
