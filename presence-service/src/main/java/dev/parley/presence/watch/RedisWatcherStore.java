package dev.parley.presence.watch;

import dev.parley.contracts.directory.PresenceKeys;
import dev.parley.contracts.event.Glance;
import dev.parley.contracts.id.UserId;
import dev.parley.presence.state.RedisCalls;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisFuture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// [WatcherStore] in Redis, laid out as [PresenceKeys] says. A set goes by itself when the last wish in it ends.
final class RedisWatcherStore implements WatcherStore {
    private final RedisCalls redis;
    private final String region;

    RedisWatcherStore(RedisCalls redis, String region) {
        this.redis = redis;
        this.region = region;
    }

    @Override
    public void watch(Collection<Glance> glances, Instant now, Instant until) {
        redis.<Object>all(commands -> {
            List<RedisFuture<Object>> sent = new ArrayList<>();
            for (Glance glance : glances) {
                String key = PresenceKeys.watchers(region, glance.seen());
                sent.add(object(commands.zremrangebyscore(key, Range.create(0, now.toEpochMilli()))));
                sent.add(object(commands.zadd(
                        key, (double) until.toEpochMilli(), glance.viewer().toString())));
                sent.add(object(commands.pexpireat(key, until)));
            }
            return sent;
        });
    }

    /// Answers of several types are waited for together.
    @SuppressWarnings("unchecked")
    private static RedisFuture<Object> object(RedisFuture<?> future) {
        return (RedisFuture<Object>) future;
    }

    @Override
    public Map<UserId, List<UserId>> watchers(Collection<UserId> users, Instant now) {
        List<UserId> asked = users.stream().distinct().toList();
        List<List<String>> answers = redis.all(commands -> asked.stream()
                .map(user -> commands.zrangebyscore(
                        PresenceKeys.watchers(region, user),
                        Range.from(Range.Boundary.excluding(now.toEpochMilli()), Range.Boundary.unbounded()),
                        Limit.create(0, MAX_TOLD)))
                .toList());
        Map<UserId, List<UserId>> watchers = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            if (!answers.get(i).isEmpty()) {
                watchers.put(
                        asked.get(i), answers.get(i).stream().map(UserId::parse).toList());
            }
        }
        return watchers;
    }
}
