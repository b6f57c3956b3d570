package dev.parley.chat.presence;

import dev.parley.contracts.directory.PresenceKeys;
import dev.parley.contracts.id.UserId;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// [PresenceStore] in Redis, laid out as [PresenceKeys] says. One connection of its own; connects when first used,
/// and again after Redis was away. For one thread at a time.
final class RedisPresenceStore implements PresenceStore, AutoCloseable {
    /// KEYS: lease, online. ARGV: generation, holder, life in milliseconds. Answers nothing if it is another's, else
    /// what was left of the lease that stood there, in milliseconds, and who is online.
    private static final String TAKE = """
            local held = redis.call('GET', KEYS[1])
            if held then
              local space = string.find(held, ' ', 1, true)
              if space and string.sub(held, space + 1) ~= ARGV[2]
                  and tonumber(string.sub(held, 1, space - 1)) >= tonumber(ARGV[1]) then
                return {}
              end
            end
            local answer = {tostring(redis.call('PTTL', KEYS[1]))}
            redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2], 'PX', ARGV[3])
            for _, user in ipairs(redis.call('SMEMBERS', KEYS[2])) do
              answer[#answer + 1] = user
            end
            return answer
            """;

    /// KEYS: lease, online, seen. ARGV: generation, holder, life in milliseconds or 0 to leave it, how many came,
    /// they, and user and last sign of life for each who went.
    private static final String WRITE = """
            local held = redis.call('GET', KEYS[1])
            if not held then
              return 0
            end
            local space = string.find(held, ' ', 1, true)
            if not space or string.sub(held, space + 1) ~= ARGV[2] then
              return -1
            end
            if ARGV[3] ~= '0' then
              redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2], 'PX', ARGV[3])
            end
            local came = tonumber(ARGV[4])
            if came > 0 then
              redis.call('SADD', KEYS[2], unpack(ARGV, 5, 4 + came))
            end
            if #ARGV > 4 + came then
              local went = {}
              for i = 5 + came, #ARGV, 2 do
                went[#went + 1] = ARGV[i]
              end
              redis.call('SREM', KEYS[2], unpack(went))
              redis.call('HSET', KEYS[3], unpack(ARGV, 5 + came))
            end
            return 1
            """;

    private final RedisClient client;
    private final String region;
    private final String holder;
    private final Duration timeout;
    private @Nullable Open open;

    private record Open(StatefulRedisConnection<String, String> connection, String take, String write) {}

    /// @param holder no other process, before or after, has the same
    /// @param timeout for one batch
    RedisPresenceStore(RedisClient client, String region, String holder, Duration timeout) {
        this.client = client;
        this.region = region;
        this.holder = holder;
        this.timeout = timeout;
    }

    @Override
    public List<Taken> take(long generation, List<Integer> slots) {
        List<List<String>> answers = batch((redis, scripts) -> slots.stream()
                .<RedisFuture<List<String>>>map(slot -> redis.evalsha(
                        scripts.take(),
                        ScriptOutputType.MULTI,
                        new String[] {PresenceKeys.lease(region, slot), PresenceKeys.online(region, slot)},
                        Long.toString(generation),
                        holder,
                        Long.toString(LEASE.toMillis())))
                .toList());
        return answers.stream().map(RedisPresenceStore::taken).toList();
    }

    private static Taken taken(List<String> answer) {
        if (answer.isEmpty()) {
            return new Taken.Anothers();
        }
        // Negative: there was none, or one that never ends, which none of ours does.
        long leftMs = Math.clamp(Long.parseLong(answer.getFirst()), 0, LEASE.toMillis());
        return new Taken.Ours(
                Duration.ofMillis(leftMs),
                answer.stream().skip(1).map(UserId::parse).toList());
    }

    @Override
    public List<Outcome> write(long generation, List<Write> writes) {
        List<Long> answers = batch((redis, scripts) -> writes.stream()
                .<RedisFuture<Long>>map(write -> redis.evalsha(
                        scripts.write(),
                        ScriptOutputType.INTEGER,
                        new String[] {
                            PresenceKeys.lease(region, write.slot()),
                            PresenceKeys.online(region, write.slot()),
                            PresenceKeys.seen(region, write.slot())
                        },
                        arguments(generation, write)))
                .toList());
        return answers.stream()
                .map(answer -> switch (answer.intValue()) {
                    case 1 -> Outcome.WRITTEN;
                    case 0 -> Outcome.GONE;
                    default -> Outcome.ANOTHERS;
                })
                .toList();
    }

    private String[] arguments(long generation, Write write) {
        List<String> came = new ArrayList<>();
        List<String> went = new ArrayList<>();
        for (Change change : write.changes()) {
            if (change.online()) {
                came.add(change.user().toString());
            } else {
                went.add(change.user().toString());
                went.add(Long.toString(change.lastSeenAt().toEpochMilli()));
            }
        }
        List<String> arguments = new ArrayList<>(4 + came.size() + went.size());
        arguments.add(Long.toString(generation));
        arguments.add(holder);
        arguments.add(write.renew() ? Long.toString(LEASE.toMillis()) : "0");
        arguments.add(Integer.toString(came.size()));
        arguments.addAll(came);
        arguments.addAll(went);
        return arguments.toArray(String[]::new);
    }

    @Override
    public void announce(int slots) {
        this.<String>batch((redis, scripts) -> List.of(redis.set(PresenceKeys.slots(region), Integer.toString(slots))));
    }

    @FunctionalInterface
    private interface Batch<T> {
        List<RedisFuture<T>> send(RedisAsyncCommands<String, String> redis, Open scripts);
    }

    /// All commands go out together, then all answers are waited for.
    private <T> List<T> batch(Batch<T> commands) {
        try {
            Open now = connected();
            List<RedisFuture<T>> sent = commands.send(now.connection().async(), now);
            now.connection().flushCommands();
            List<T> answers = new ArrayList<>(sent.size());
            for (RedisFuture<T> each : sent) {
                answers.add(each.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
            }
            return answers;
        } catch (RedisException | TimeoutException away) {
            throw new PresenceAwayException(away);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RedisNoScriptException) {
                // A Redis that was started anew: load them at the next connection.
                close();
            }
            throw new PresenceAwayException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new PresenceAwayException(stop);
        }
    }

    private Open connected() {
        Open before = open;
        if (before != null) {
            return before;
        }
        StatefulRedisConnection<String, String> connection = client.connect();
        try {
            Open now = new Open(
                    connection,
                    connection.sync().scriptLoad(TAKE),
                    connection.sync().scriptLoad(WRITE));
            connection.setAutoFlushCommands(false);
            open = now;
            return now;
        } catch (RedisException away) {
            connection.close();
            throw away;
        }
    }

    @Override
    public void close() {
        Open now = open;
        open = null;
        if (now != null) {
            now.connection().close();
        }
    }
}
