package dev.parley.bench.scene;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.List;

/// What Redis says it has done, `INFO`.
///
/// @param cpuSeconds user and system time of the whole process
/// @param keyChanges keys and fields that commands have changed, as Redis counts them to decide when to save
public record RedisUse(double cpuSeconds, double keyChanges) {
    /// So far.
    public static RedisUse of(StatefulRedisConnection<String, String> redis) {
        String cpu = redis.sync().info("cpu");
        return new RedisUse(
                number(cpu, "used_cpu_user") + number(cpu, "used_cpu_sys"),
                number(redis.sync().info("persistence"), "rdb_changes_since_last_save"));
    }

    /// From an earlier time to this one.
    ///
    /// @throws IllegalStateException if Redis has saved meanwhile and so begun to count anew
    public RedisUse since(RedisUse earlier) {
        if (keyChanges < earlier.keyChanges) {
            throw new IllegalStateException("Redis has saved its keys while it was measured");
        }
        return new RedisUse(cpuSeconds - earlier.cpuSeconds, keyChanges - earlier.keyChanges);
    }

    private static double number(String info, String name) {
        List<String> lines =
                info.lines().filter(line -> line.startsWith(name + ":")).toList();
        if (lines.size() != 1) {
            throw new IllegalStateException("Redis does not tell its " + name);
        }
        return Double.parseDouble(lines.getFirst().substring(name.length() + 1).strip());
    }

    /// Closed by whoever asked for it, with [RedisClient#shutdown].
    public static RedisClient client(Scene scene) {
        return RedisClient.create(scene.engines().redisUrl());
    }
}
