package dev.parley.discovery.directory;

import dev.parley.contracts.directory.ChatServer;
import dev.parley.contracts.directory.ChatServerJson;
import dev.parley.contracts.directory.DirectoryKeys;
import dev.parley.contracts.directory.SlotOwner;
import dev.parley.contracts.directory.SlotTable;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the slots' hash and then exactly the servers it names. A SCAN for servers would walk every key in Redis,
/// presence and limits included, and find only servers that own nothing besides.
final class RedisDirectoryStore implements DirectoryStore {
    private final RedisClient client;
    private @Nullable StatefulRedisConnection<String, String> connection;

    RedisDirectoryStore(RedisClient client) {
        this.client = client;
    }

    @Override
    public SlotTable read(String region) throws DirectoryUnavailableException {
        try {
            RedisCommands<String, String> redis = connection().sync();
            Map<Integer, SlotOwner> owners = owners(redis.hgetall(DirectoryKeys.slots(region)));
            return new SlotTable(servers(redis, region, owners), owners);
        } catch (RedisException away) {
            throw new DirectoryUnavailableException(away);
        }
    }

    private static Map<String, ChatServer> servers(
            RedisCommands<String, String> redis, String region, Map<Integer, SlotOwner> owners) {
        List<String> keys = owners.values().stream()
                .map(SlotOwner::server)
                .distinct()
                .map(id -> DirectoryKeys.server(region, id))
                .toList();
        Map<String, ChatServer> servers = new HashMap<>();
        if (!keys.isEmpty()) {
            for (KeyValue<String, String> entry : redis.mget(keys.toArray(String[]::new))) {
                entry.optional().flatMap(ChatServerJson::read).ifPresent(server -> servers.put(server.id(), server));
            }
        }
        return servers;
    }

    private static Map<Integer, SlotOwner> owners(Map<String, String> slots) {
        Map<Integer, SlotOwner> owners = new HashMap<>();
        slots.forEach((slot, text) -> {
            try {
                int number = Integer.parseInt(slot);
                SlotOwner.parse(text).ifPresent(owner -> owners.put(number, owner));
            } catch (NumberFormatException notOurs) {
                // Whoever wrote it, nobody looks for it.
            }
        });
        return owners;
    }

    /// Connects at the first use, so that the service starts while Redis is away; from then on Lettuce reconnects.
    private synchronized StatefulRedisConnection<String, String> connection() {
        StatefulRedisConnection<String, String> open = connection;
        if (open == null) {
            open = client.connect();
            connection = open;
        }
        return open;
    }
}
