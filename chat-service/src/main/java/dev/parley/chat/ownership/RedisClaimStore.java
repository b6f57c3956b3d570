package dev.parley.chat.ownership;

import dev.parley.contracts.directory.DirectoryKeys;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// [ClaimStore] in Redis, laid out as [DirectoryKeys] says.
final class RedisClaimStore implements ClaimStore {
    /// KEYS: the claim. ARGV: holder, life in milliseconds. Answers nothing, or the other holder and when its
    /// claim expires. One without expiry was made by hand and counts for nothing.
    private static final String CLAIM = """
            local held = redis.call('GET', KEYS[1])
            if held and held ~= ARGV[1] then
              local expires = redis.call('PEXPIRETIME', KEYS[1])
              if expires > 0 then
                return {held, string.format('%.0f', expires)}
              end
            end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return {}
            """;

    private static final String RELEASE = """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              redis.call('DEL', KEYS[1])
            end
            return 0
            """;

    private final RedisCalls redis;
    private final String region;

    RedisClaimStore(RedisCalls redis, String region) {
        this.redis = redis;
        this.region = region;
    }

    @Override
    public Optional<Hold> claim(String name, String holder, Duration life) {
        List<String> other = redis.call(
                it -> it.eval(CLAIM, ScriptOutputType.MULTI, key(name), holder, Long.toString(life.toMillis())));
        return other.isEmpty()
                ? Optional.empty()
                : Optional.of(new Hold(other.get(0), Instant.ofEpochMilli(Long.parseLong(other.get(1)))));
    }

    @Override
    public void release(String name, String holder) {
        redis.<Object>call(it -> it.eval(RELEASE, ScriptOutputType.INTEGER, key(name), holder));
    }

    private String[] key(String name) {
        return new String[] {DirectoryKeys.claim(region, name)};
    }
}
