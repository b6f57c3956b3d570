package dev.parley.chat.ownership;

import dev.parley.contracts.directory.ChatServer;
import dev.parley.contracts.directory.ChatServerJson;
import dev.parley.contracts.directory.DirectoryKeys;
import dev.parley.contracts.directory.SlotOwner;
import dev.parley.contracts.directory.SlotTable;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// [Directory] in Redis, laid out as [DirectoryKeys] says.
final class RedisDirectory implements Directory {
    /// KEYS: the slots. ARGV: server key prefix, server id, generation, slot, slot, ...
    /// A claim gives way to an older one only if that has a higher generation and its server lives. What stands
    /// there already is not written again.
    private static final String CLAIM = """
            local claim = ARGV[3] .. ' ' .. ARGV[2]
            for i = 4, #ARGV do
              local held = redis.call('HGET', KEYS[1], ARGV[i])
              local wins = held ~= claim
              if held and wins then
                local space = string.find(held, ' ', 1, true)
                local generation = tonumber(string.sub(held, 1, space - 1))
                local server = string.sub(held, space + 1)
                wins = server == ARGV[2] or generation <= tonumber(ARGV[3])
                  or redis.call('EXISTS', ARGV[1] .. server) == 0
              end
              if wins then
                redis.call('HSET', KEYS[1], ARGV[i], claim)
              end
            end
            return 0
            """;

    private static final int SCAN_PAGE = 200;

    private final RedisCalls calls;
    private final String region;

    RedisDirectory(RedisCalls calls, String region) {
        this.calls = calls;
        this.region = region;
    }

    @Override
    public void announce(ChatServer server, Duration life, Set<Integer> slots, long generation) {
        calls.call(redis -> {
            redis.set(
                    DirectoryKeys.server(region, server.id()), ChatServerJson.write(server), SetArgs.Builder.px(life));
            if (!slots.isEmpty()) {
                List<String> args = new ArrayList<>();
                args.add(DirectoryKeys.server(region, ""));
                args.add(server.id());
                args.add(Long.toString(generation));
                slots.forEach(slot -> args.add(Integer.toString(slot)));
                redis.eval(
                        CLAIM,
                        ScriptOutputType.INTEGER,
                        new String[] {DirectoryKeys.slots(region)},
                        args.toArray(String[]::new));
            }
            return true;
        });
    }

    @Override
    public void leave(String serverId) {
        calls.call(redis -> redis.del(DirectoryKeys.server(region, serverId)));
    }

    @Override
    public SlotTable read() {
        return calls.call(redis -> {
            Map<String, ChatServer> servers = new HashMap<>();
            List<String> keys = serverKeys(redis);
            if (!keys.isEmpty()) {
                for (KeyValue<String, String> value : redis.mget(keys.toArray(String[]::new))) {
                    value.ifHasValue(json -> ChatServerJson.read(json).ifPresent(it -> servers.put(it.id(), it)));
                }
            }
            Map<Integer, SlotOwner> owners = new HashMap<>();
            redis.hgetall(DirectoryKeys.slots(region))
                    .forEach((slot, owner) ->
                            SlotOwner.parse(owner).ifPresent(it -> owners.put(Integer.parseInt(slot), it)));
            return new SlotTable(servers, owners);
        });
    }

    @Override
    public boolean isToDrain(String serverId) {
        return calls.call(redis -> redis.sismember(DirectoryKeys.drains(region), serverId));
    }

    private List<String> serverKeys(RedisCommands<String, String> redis) {
        List<String> keys = new ArrayList<>();
        ScanArgs servers =
                ScanArgs.Builder.matches(DirectoryKeys.servers(region)).limit(SCAN_PAGE);
        KeyScanCursor<String> page = redis.scan(servers);
        keys.addAll(page.getKeys());
        while (!page.isFinished()) {
            page = redis.scan(page, servers);
            keys.addAll(page.getKeys());
        }
        return keys;
    }
}
