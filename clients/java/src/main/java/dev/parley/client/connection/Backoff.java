package dev.parley.client.connection;

import java.util.random.RandomGenerator;

/// Doubling delays with jitter, so that a server that restarts does not meet all of its clients at once. The first
/// delay is short: most broken connections were broken alone. After "Exponential Backoff And Jitter" (Brooker,
/// 2015), the equal-jitter form, which has a floor.
final class Backoff {
    private static final long FIRST_MS = 500;
    private static final long MOST_MS = 30_000;
    private static final int MAX_DOUBLINGS = 6;

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    void reset() {
        failures = 0;
    }

    /// The delay before the next attempt, given that the last one failed.
    long nextMs() {
        long bound = Math.min(MOST_MS, FIRST_MS << Math.min(failures, MAX_DOUBLINGS));
        long floor = failures == 0 ? 0 : bound / 2;
        failures++;
        return floor + random.nextLong(bound - floor + 1);
    }
}
