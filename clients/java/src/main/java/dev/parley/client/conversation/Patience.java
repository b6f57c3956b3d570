package dev.parley.client.conversation;

/// How long to wait before the n-th repetition of what failed: doubling, with a bound. For repetitions on a
/// connection that lives; the bound on the rest of the world is the connection's own jittered back-off.
final class Patience {
    private static final int MAX_DOUBLINGS = 16;

    private Patience() {}

    /// @param failures so far, at least 1
    static long delayMs(long firstMs, int failures, long mostMs) {
        return Math.min(mostMs, firstMs << Math.min(failures - 1, MAX_DOUBLINGS));
    }
}
