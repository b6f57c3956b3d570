package dev.parley.contracts.id;

import java.time.Instant;

/// Layout of every id: 41 bits of milliseconds since 2026-01-01T00:00Z, 10 bits worker, 12 bits counter. After
/// Twitter's Snowflake (2010).
/// Positive until 2095. JSON carries ids as decimal strings, since browsers lose integers above 2^53.
public final class Snowflake {
    public static final long EPOCH_MS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    public static final int WORKER_BITS = 10;
    public static final int COUNTER_BITS = 12;
    public static final int MAX_WORKER = (1 << WORKER_BITS) - 1;
    public static final int MAX_COUNTER = (1 << COUNTER_BITS) - 1;

    /// The last millisecond since 1970 that an id can have.
    public static final long MAX_UNIX_MS = EPOCH_MS + (1L << 41) - 1;

    private static final int TIME_SHIFT = WORKER_BITS + COUNTER_BITS;
    private static final int MAX_DECIMAL_DIGITS = 19;

    private Snowflake() {}

    /// @param unixMs milliseconds since 1970, within 41 bits after [#EPOCH_MS]
    /// @throws IllegalArgumentException if a part is out of range
    public static long of(long unixMs, int worker, int counter) {
        long time = unixMs - EPOCH_MS;
        if (time < 0 || unixMs > MAX_UNIX_MS) {
            throw new IllegalArgumentException("time outside of the 41 bits after 2026-01-01: " + unixMs);
        }
        if (worker < 0 || worker > MAX_WORKER || counter < 0 || counter > MAX_COUNTER) {
            throw new IllegalArgumentException("worker " + worker + " or counter " + counter + " out of range");
        }
        return time << TIME_SHIFT | (long) worker << COUNTER_BITS | counter;
    }

    /// Milliseconds since 1970 at which `id` was stamped.
    public static long unixMs(long id) {
        return (id >>> TIME_SHIFT) + EPOCH_MS;
    }

    public static Instant instant(long id) {
        return Instant.ofEpochMilli(unixMs(id));
    }

    public static int worker(long id) {
        return (int) (id >>> COUNTER_BITS) & MAX_WORKER;
    }

    public static int counter(long id) {
        return (int) id & MAX_COUNTER;
    }

    static void requireValid(long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("an id is a positive number");
        }
    }

    static long parse(String text) {
        if (text.isEmpty() || text.length() > MAX_DECIMAL_DIGITS || text.charAt(0) == '0') {
            throw new IllegalArgumentException("an id is a decimal number without leading zeros");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw new IllegalArgumentException("an id is a decimal number without leading zeros");
            }
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException tooLarge) {
            throw new IllegalArgumentException("an id is below 2^63", tooLarge);
        }
    }
}
