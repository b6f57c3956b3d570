package dev.parley.api.limit;

import dev.parley.kit.time.Ticker;
import java.time.Duration;

/// Stands still until it is moved.
final class ManualTicker implements Ticker {
    private long nanos = Long.MAX_VALUE - 1; // Overflows soon, as a real one may.

    void advance(Duration time) {
        nanos += time.toNanos();
    }

    @Override
    public long nanos() {
        return nanos;
    }
}
