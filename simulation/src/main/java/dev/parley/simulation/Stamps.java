package dev.parley.simulation;

import dev.parley.contracts.id.GeneratorBounds;
import dev.parley.contracts.id.SnowflakeGenerator;
import dev.parley.contracts.id.Stamp;
import java.util.Map;

/// Message ids of one life of a process, by a clock of its own that may be wrong. Its worker number was another
/// life's before, which left behind how far it may have stamped.
final class Stamps {
    private static final long LEASE_MS = 1_000;

    private final World world;
    private final Map<Integer, Long> usedUntilMs;
    private final SnowflakeGenerator generator;
    private long skewMs;

    /// @param usedUntilMs by worker number, over all lives
    Stamps(World world, int worker, Map<Integer, Long> usedUntilMs) {
        this.world = world;
        this.usedUntilMs = usedUntilMs;
        this.generator =
                new SnowflakeGenerator(worker, usedUntilMs.getOrDefault(worker, 0L), 0, GeneratorBounds.DEFAULT);
    }

    /// The clock jumps; 0 is right.
    void skew(long nowMs) {
        skewMs = nowMs;
    }

    long wallMs() {
        return world.nowMs() + skewMs;
    }

    Stamp next() {
        long untilMs = Math.max(usedUntilMs.getOrDefault(generator.worker(), 0L), wallMs() + LEASE_MS);
        usedUntilMs.put(generator.worker(), untilMs);
        generator.allowUntil(untilMs);
        return generator.next(wallMs());
    }

    void observe(long id) {
        generator.observe(id, wallMs());
    }
}
