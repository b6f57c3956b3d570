package dev.parley.presence.state;

import dev.parley.contracts.directory.PresenceKeys;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// [PresenceStore] in Redis, laid out as [PresenceKeys] says.
final class RedisPresenceStore implements PresenceStore {
    private final RedisCalls redis;
    private final String region;

    RedisPresenceStore(RedisCalls redis, String region) {
        this.redis = redis;
        this.region = region;
    }

    @Override
    public Map<UserId, Presence> states(Collection<UserId> users) {
        List<UserId> asked = users.stream().distinct().toList();
        int slots = slots();
        Map<UserId, Presence> states = new HashMap<>();
        if (slots == 0) {
            asked.forEach(user -> states.put(user, Presence.hidden(user)));
            return states;
        }
        Set<Integer> leased = leased(
                asked.stream().map(user -> Slots.of(user, slots)).distinct().toList());
        List<Boolean> here = redis.all(commands -> asked.stream()
                .map(user -> commands.sismember(PresenceKeys.online(region, Slots.of(user, slots)), user.toString()))
                .toList());
        List<Optional<String>> seen = redis
                .all(commands -> asked.stream()
                        .map(user -> commands.hmget(PresenceKeys.seen(region, Slots.of(user, slots)), user.toString()))
                        .toList())
                .stream()
                .map(values -> values.getFirst().optional())
                .toList();
        for (int i = 0; i < asked.size(); i++) {
            UserId user = asked.get(i);
            boolean online = here.get(i) && leased.contains(Slots.of(user, slots));
            states.put(user, new Presence(user, online, online ? null : instant(seen.get(i))));
        }
        return states;
    }

    private static @Nullable Instant instant(Optional<String> millis) {
        return millis.map(Long::parseLong).map(Instant::ofEpochMilli).orElse(null);
    }

    @Override
    public int slots() {
        return redis.all(commands -> List.of(commands.mget(PresenceKeys.slots(region))))
                .getFirst()
                .getFirst()
                .optional()
                .map(Integer::parseInt)
                .orElse(0);
    }

    @Override
    public Set<Integer> leased() {
        return leased(IntStream.range(0, slots()).boxed().toList());
    }

    private Set<Integer> leased(List<Integer> slots) {
        List<Long> there = redis.all(commands -> slots.stream()
                .map(slot -> commands.exists(PresenceKeys.lease(region, slot)))
                .toList());
        Set<Integer> leased = new HashSet<>();
        for (int i = 0; i < slots.size(); i++) {
            if (there.get(i) > 0) {
                leased.add(slots.get(i));
            }
        }
        return leased;
    }

    @Override
    public List<UserId> online(int slot) {
        return redis.all(commands -> List.of(commands.smembers(PresenceKeys.online(region, slot)))).getFirst().stream()
                .map(UserId::parse)
                .toList();
    }
}
