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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// [PresenceStore] in Redis, laid out as [PresenceKeys] says. One connection of its own; connects when first used,
/// and again after Redis was away. For one thread at a time.
final class RedisPresenceStore implements PresenceStore, AutoCloseable {
    /// KEYS: lease, users. ARGV: generation, holder, life in milliseconds. Answers nothing if it is another's, else
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
            for _, user in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '+inf', '+inf')) do
              answer[#answer + 1] = user
            end
            return answer
            """;

    /// KEYS: lease and users of each slot. ARGV: generation, holder, life in milliseconds; then for each slot whether
    /// to renew, the number of changes, and score and user of each. Answers 1, 0 or -1 for each slot: written,
    /// without a lease, another's.
    private static final String WRITE = """
            local answers = {}
            local at = 4
            for i = 1, #KEYS, 2 do
              local last = at + 1 + 2 * tonumber(ARGV[at + 1])
              local held = redis.call('GET', KEYS[i])
              local space = held and string.find(held, ' ', 1, true)
              if not held then
                answers[#answers + 1] = 0
              elseif not space or string.sub(held, space + 1) ~= ARGV[2] then
                answers[#answers + 1] = -1
              else
                if ARGV[at] == '1' then
                  redis.call('SET', KEYS[i], ARGV[1] .. ' ' .. ARGV[2], 'PX', ARGV[3])
                end
                if last > at + 1 then
                  redis.call('ZADD', KEYS[i + 1], unpack(ARGV, at + 2, last))
                end
                answers[#answers + 1] = 1
              end
              at = last + 1
            end
            return answers
            """;

    /// Slots and changes of one script, so that Redis is held up for a millisecond or two; one slot may have more
    /// changes.
    private static final int MAX_SLOTS = 64;

    private static final int MAX_CHANGES = 1_000;

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
                        new String[] {PresenceKeys.lease(region, slot), PresenceKeys.users(region, slot)},
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
        List<List<Long>> answers = batch((redis, scripts) -> scripts(writes).stream()
                .<RedisFuture<List<Long>>>map(some -> redis.evalsha(
                        scripts.write(),
                        ScriptOutputType.MULTI,
                        some.stream()
                                .flatMap(write -> Stream.of(
                                        PresenceKeys.lease(region, write.slot()),
                                        PresenceKeys.users(region, write.slot())))
                                .toArray(String[]::new),
                        arguments(generation, some)))
                .toList());
        return answers.stream()
                .flatMap(List::stream)
                .map(answer -> switch (answer.intValue()) {
                    case 1 -> Outcome.WRITTEN;
                    case 0 -> Outcome.GONE;
                    default -> Outcome.ANOTHERS;
                })
                .toList();
    }

    /// What goes into one script each, in order.
    private static List<List<Write>> scripts(List<Write> writes) {
        List<List<Write>> scripts = new ArrayList<>();
        int from = 0;
        int changes = 0;
        for (int i = 0; i < writes.size(); i++) {
            int more = writes.get(i).changes().size();
            if (i > from && (i - from == MAX_SLOTS || changes + more > MAX_CHANGES)) {
                scripts.add(writes.subList(from, i));
                from = i;
                changes = 0;
            }
            changes += more;
        }
        scripts.add(writes.subList(from, writes.size()));
        return scripts;
    }

    private String[] arguments(long generation, List<Write> writes) {
        List<String> arguments = new ArrayList<>();
        arguments.add(Long.toString(generation));
        arguments.add(holder);
        arguments.add(Long.toString(LEASE.toMillis()));
        for (Write write : writes) {
            arguments.add(write.renew() ? "1" : "0");
            arguments.add(Integer.toString(write.changes().size()));
            for (Change change : write.changes()) {
                arguments.add(
                        change.online()
                                ? "+inf"
                                : Long.toString(change.lastSeenAt().toEpochMilli()));
                arguments.add(change.user().toString());
            }
        }
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
