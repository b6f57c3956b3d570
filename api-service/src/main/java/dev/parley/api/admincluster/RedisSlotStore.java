package dev.parley.api.admincluster;

import dev.parley.api.answer.UnavailableException;
import dev.parley.contracts.directory.ChatServer;
import dev.parley.contracts.directory.ChatServerJson;
import dev.parley.contracts.directory.DirectoryKeys;
import dev.parley.contracts.directory.SlotOwner;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// The directory of [DirectoryKeys]. Asked seldom, so each time over a connection of its own.
final class RedisSlotStore implements SlotStore {
    private final RedisClient client;
    private final String region;

    RedisSlotStore(RedisClient client, String region) {
        this.client = client;
        this.region = region;
    }

    @Override
    public SlotOwnership read() {
        return ask(redis -> {
            Map<Integer, SlotOwner> owners = new HashMap<>();
            redis.hgetall(DirectoryKeys.slots(region))
                    .forEach((slot, text) -> SlotOwner.parse(text)
                            .filter(owner -> slot.matches("[0-9]{1,9}"))
                            .ifPresent(owner -> owners.put(Integer.parseInt(slot), owner)));
            Set<String> keys = new TreeSet<>();
            owners.values().forEach(owner -> keys.add(DirectoryKeys.server(region, owner.server())));
            redis.smembers(DirectoryKeys.drains(region))
                    .forEach(server -> keys.add(DirectoryKeys.server(region, server)));
            return SlotOwnership.of(servers(redis, keys), owners);
        });
    }

    @Override
    public boolean drain(String server) {
        return ask(redis -> {
            boolean lives = redis.exists(DirectoryKeys.server(region, server)) == 1;
            if (lives) {
                redis.sadd(DirectoryKeys.drains(region), server);
            }
            return lives;
        });
    }

    @Override
    public boolean undrain(String server) {
        return ask(redis -> redis.srem(DirectoryKeys.drains(region), server) == 1);
    }

    private <T> T ask(Function<RedisCommands<String, String>, T> use) {
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return use.apply(connection.sync());
        } catch (RedisException away) {
            throw new UnavailableException("Redis", away);
        }
    }

    private static Map<String, ChatServer> servers(RedisCommands<String, String> redis, Set<String> keys) {
        Map<String, ChatServer> servers = new HashMap<>();
        if (!keys.isEmpty()) {
            for (KeyValue<String, String> entry : redis.mget(keys.toArray(String[]::new))) {
                entry.optional().flatMap(ChatServerJson::read).ifPresent(server -> servers.put(server.id(), server));
            }
        }
        return servers;
    }
}
