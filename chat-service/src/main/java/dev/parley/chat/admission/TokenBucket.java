package dev.parley.chat.admission;

/// A rate with a burst, as the generic cell rate algorithm (ITU-T I.371): one number is all its state. Safe for any
/// number of threads.
public final class TokenBucket {
    /// How much a bucket lets through.
    ///
    /// @param perSecond in the long run
    /// @param burst at once after a pause
    public record Size(int perSecond, int burst) {
        private static final long NANOS_PER_SECOND = 1_000_000_000L;

        public Size {
            if (perSecond < 1 || burst < 1) {
                throw new IllegalArgumentException("a rate of " + perSecond + " per second and a burst of " + burst);
            }
        }

        long intervalNanos() {
            return Math.max(1, NANOS_PER_SECOND / perSecond);
        }

        /// After this time without use a bucket is as good as new.
        long refillNanos() {
            return intervalNanos() * burst;
        }
    }

    private final long intervalNanos;
    private final long toleranceNanos;
    /// When the bucket will be full again; the past if it is.
    private long fullAtNanos;

    /// A full bucket.
    public TokenBucket(Size size, long nowNanos) {
        this.intervalNanos = size.intervalNanos();
        this.toleranceNanos = size.refillNanos() - intervalNanos;
        this.fullAtNanos = nowNanos;
    }

    /// Takes a token, or tells how long until there is one.
    ///
    /// @param nowNanos elapsed time
    /// @return 0 if a token was taken, else nanoseconds to wait; nothing was taken then
    public long take(long nowNanos) {
        return take(nowNanos, 1);
    }

    /// Takes some tokens at once, or tells how long until there are as many.
    ///
    /// @param tokens at least 1; all of a full bucket suffices for more
    /// @return as for one
    public synchronized long take(long nowNanos, long tokens) {
        long ahead = Math.max(0, fullAtNanos - nowNanos);
        long further = Math.min(tokens - 1, toleranceNanos / intervalNanos) * intervalNanos;
        if (ahead + further > toleranceNanos) {
            return ahead + further - toleranceNanos;
        }
        fullAtNanos = nowNanos + ahead + further + intervalNanos;
        return 0;
    }

    /// Takes a token whether there is one or not, for what can't be undone.
    ///
    /// @return as [#debtNanos]
    public synchronized long borrow(long nowNanos) {
        fullAtNanos = nowNanos + Math.max(0, fullAtNanos - nowNanos) + intervalNanos;
        return debtNanos(nowNanos);
    }

    /// @return nanoseconds until all that was borrowed is there; 0 if nothing is owed
    public synchronized long debtNanos(long nowNanos) {
        return Math.max(0, fullAtNanos - nowNanos - toleranceNanos - intervalNanos);
    }
}
