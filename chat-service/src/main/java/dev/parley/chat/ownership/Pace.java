package dev.parley.chat.ownership;

/// Spreads moments so that no more than a set number fall into a second, also where each is heard of a little late:
/// of `n` moments a second that are late by 0 to `d` seconds each, up to `n (1 + d)` fall into one. Not safe for
/// several threads; times are nanoseconds of one ticker.
final class Pace {
    private static final long SECOND = 1_000_000_000L;
    /// What a frame may take from here to its reader.
    private static final long LATE = SECOND / 10;

    private final long between;
    private long nextNanos;

    Pace(int perSecond, long nowNanos) {
        this.between = (SECOND + LATE) / perSecond;
        this.nextNanos = nowNanos;
    }

    /// @return nanoseconds from now to the next free moment, which is taken
    long take(long nowNanos) {
        long delay = Math.max(0, nextNanos - nowNanos);
        nextNanos = nowNanos + delay + between;
        return delay;
    }

    /// Whether all moments that were taken are over.
    boolean isFree(long nowNanos) {
        return nextNanos - nowNanos <= 0;
    }
}
