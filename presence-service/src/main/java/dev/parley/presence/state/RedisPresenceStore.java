package dev.parley.presence.state;

import dev.parley.contracts.directory.PresenceKeys;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.id.UserId;
import io.lettuce.core.KeyValue;
import io.lettuce.core.Range;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// [PresenceStore] in Redis, laid out as [PresenceKeys] says.
final class RedisPresenceStore implements PresenceStore {
    private static final Range<Double> HERE = Range.create(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

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
        List<@Nullable Double> scores = redis.all(commands -> asked.stream()
                .map(user -> commands.zscore(PresenceKeys.users(region, Slots.of(user, slots)), user.toString()))
                .toList());
        for (int i = 0; i < asked.size(); i++) {
            UserId user = asked.get(i);
            states.put(user, presence(user, scores.get(i), leased.contains(Slots.of(user, slots))));
        }
        return states;
    }

    private static Presence presence(UserId user, @Nullable Double score, boolean leased) {
        if (score == null) {
            return Presence.hidden(user);
        }
        if (score.isInfinite()) {
            // Nobody saw the last sign of life of those whose server is gone.
            return new Presence(user, leased, null);
        }
        return new Presence(user, false, Instant.ofEpochMilli(score.longValue()));
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
        if (slots.isEmpty()) {
            return Set.of();
        }
        String[] leases =
                slots.stream().map(slot -> PresenceKeys.lease(region, slot)).toArray(String[]::new);
        List<KeyValue<String, String>> there =
                redis.all(commands -> List.of(commands.mget(leases))).getFirst();
        Set<Integer> leased = new HashSet<>();
        for (int i = 0; i < slots.size(); i++) {
            if (there.get(i).hasValue()) {
                leased.add(slots.get(i));
            }
        }
        return leased;
    }

    @Override
    public List<UserId> online(int slot) {
        return redis
                .all(commands -> List.of(commands.zrangebyscore(PresenceKeys.users(region, slot), HERE)))
                .getFirst()
                .stream()
                .map(UserId::parse)
                .toList();
    }
}
