package dev.parley.api.erase;

import dev.parley.api.answer.UnavailableException;
import dev.parley.contracts.directory.PresenceKeys;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.id.UserId;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keys as [PresenceKeys] says. Asked seldom, so each time over a connection of its own.
final class RedisLastSeenStore implements LastSeenStore {
    private final RedisClient client;
    private final String region;

    RedisLastSeenStore(RedisClient client, String region) {
        this.client = client;
        this.region = region;
    }

    @Override
    public boolean isOnline(UserId user) {
        return ask(redis -> {
            int slots = slots(redis);
            if (slots == 0) {
                return false;
            }
            int slot = Slots.of(user, slots);
            @Nullable Double score = redis.zscore(PresenceKeys.users(region, slot), user.toString());
            return score != null
                    && score == Double.POSITIVE_INFINITY
                    && redis.exists(PresenceKeys.lease(region, slot)) == 1;
        });
    }

    @Override
    public boolean forget(UserId user) {
        return ask(redis -> {
            redis.del(PresenceKeys.watchers(region, user));
            int slots = slots(redis);
            return slots > 0 && redis.zrem(PresenceKeys.users(region, Slots.of(user, slots)), user.toString()) == 1;
        });
    }

    /// 0 while no chat server has said how many there are.
    private int slots(RedisCommands<String, String> redis) {
        @Nullable String slots = redis.get(PresenceKeys.slots(region));
        return slots == null ? 0 : Integer.parseInt(slots);
    }

    private <T> T ask(Function<RedisCommands<String, String>, T> use) {
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return use.apply(connection.sync());
        } catch (RedisException away) {
            throw new UnavailableException("Redis", away);
        }
    }
}
