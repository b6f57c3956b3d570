package dev.parley.api.limit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;

/// Limits for tests of other features.
public final class Limits {
    private Limits() {}

    /// Counts in memory.
    public static LimitAttempts inMemory(int perAccount, int perAddress) {
        ManualTicker ticker = new ManualTicker();
        FallbackAttemptStore store =
                new FallbackAttemptStore(new MemoryAttemptStore(ticker), new MemoryAttemptStore(ticker), ticker);
        return new LimitAttempts(
                store,
                new AttemptLimits(perAccount, perAddress, Duration.ofMinutes(5)),
                new LimitMetrics(new SimpleMeterRegistry(), store));
    }
}
