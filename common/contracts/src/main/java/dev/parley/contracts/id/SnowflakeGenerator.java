package dev.parley.contracts.id;

import java.time.Duration;

/// Makes ids of one worker number: state and wall time in; an id, a wait or a refusal out. A hybrid logical clock
/// (Kulkarni et al., "Logical Physical Clocks", 2014) whose time and counter are those of a [Snowflake].
///
/// Promises, whatever the clock does:
/// - An id is greater than every id stamped or followed before, so no id comes twice.
/// - No id's time is above the limit of [#allowUntil]. With limits that are written down before they are used, and
/// a next
///   holder of the worker number that starts above them, ids are unique across processes without trust in any
///   clock.
/// - 4,096 ids can be had in each millisecond; the next one waits for the clock to move on.
///
/// A clock that steps back is met by going on above the last id while the lead over the clock is at most
/// [GeneratorBounds#maxLead], by waiting when it is a little more, by refusing when it is much more.
///
/// Not thread-safe; no method blocks.
public final class SnowflakeGenerator {
    /// No reading of a clock: the next millisecond may be opened at once.
    private static final long NEVER = Long.MIN_VALUE;

    private static final Duration NEXT_MILLISECOND = Duration.ofMillis(1);

    private final int worker;
    private final long maxLeadMs;
    private final long maxWaitMs;
    private long last;
    private long openedAtMs = NEVER;
    private long limitMs = NEVER;

    /// A generator that stamps nothing before [#allowUntil].
    ///
    /// @param worker a leased worker number
    /// @param highestTimeUsedMs milliseconds since 1970; no former holder of `worker` stamped a later time
    /// @param above an id to start above, such as the [#last] of a former generator in this process; 0 for none
    public SnowflakeGenerator(int worker, long highestTimeUsedMs, long above, GeneratorBounds bounds) {
        if (worker < 0 || worker > Snowflake.MAX_WORKER) {
            throw new IllegalArgumentException("a worker number is 0 to " + Snowflake.MAX_WORKER);
        }
        this.worker = worker;
        this.maxLeadMs = bounds.maxLead().toMillis();
        this.maxWaitMs = bounds.maxWait().toMillis();
        long used = highestTimeUsedMs < Snowflake.EPOCH_MS
                ? 0
                : Snowflake.of(highestTimeUsedMs, worker, Snowflake.MAX_COUNTER);
        this.last = Math.max(used, above);
    }

    /// Lets ids have times up to `unixMs`. The limit only grows.
    ///
    /// @param unixMs milliseconds since 1970, known to be written down where the next holder of the worker number
    ///     reads
    public void allowUntil(long unixMs) {
        limitMs = Math.max(limitMs, Math.min(unixMs, Snowflake.MAX_UNIX_MS));
    }

    /// @param wallMs the wall clock, in milliseconds since 1970
    public Stamp next(long wallMs) {
        long following = following();
        long timeMs = Math.max(Snowflake.unixMs(following), wallMs);
        if (timeMs > limitMs) {
            return new Stamp.Refused(Stamp.Reason.BEYOND_LIMIT);
        }
        long tooFarMs = timeMs - wallMs - maxLeadMs;
        if (tooFarMs > maxWaitMs) {
            return new Stamp.Refused(Stamp.Reason.CLOCK_BEHIND);
        }
        if (tooFarMs > 0) {
            return new Stamp.Wait(Duration.ofMillis(tooFarMs));
        }
        if (timeMs > Snowflake.unixMs(last)) {
            // A full millisecond is left only when the clock has moved since it was opened. So a burst never runs ahead
            // of
            // the clock, and a generator that leads keeps its lead instead of adding to it.
            if (timeMs > wallMs && wallMs == openedAtMs) {
                return new Stamp.Wait(NEXT_MILLISECOND);
            }
            openedAtMs = wallMs;
        }
        last = timeMs > Snowflake.unixMs(following) ? Snowflake.of(timeMs, worker, 0) : following;
        return new Stamp.Id(last);
    }

    /// Makes later ids greater than `id`, unless it lies too far in the future to be followed.
    ///
    /// @param wallMs the wall clock, in milliseconds since 1970
    /// @return false if `id` was too far ahead: a later id may be smaller
    public boolean observe(long id, long wallMs) {
        if (id <= last) {
            return true;
        }
        if (Snowflake.unixMs(id) > Math.min(wallMs + maxLeadMs, limitMs)) {
            return false;
        }
        last = id;
        openedAtMs = NEVER;
        return true;
    }

    /// The greatest id stamped or followed so far, or where this generator started.
    public long last() {
        return last;
    }

    public int worker() {
        return worker;
    }

    /// The smallest id of this worker number that is greater than `last`.
    private long following() {
        long timeMs = Snowflake.unixMs(last);
        int lastWorker = Snowflake.worker(last);
        if (lastWorker < worker) {
            return Snowflake.of(timeMs, worker, 0);
        }
        if (lastWorker == worker && Snowflake.counter(last) < Snowflake.MAX_COUNTER) {
            return last + 1;
        }
        return Snowflake.of(timeMs + 1, worker, 0);
    }
}
