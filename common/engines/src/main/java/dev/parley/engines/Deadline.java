package dev.parley.engines;

import java.time.Duration;

/// The one place of this module that reads the clock: how long something took, and whether it took too long.
final class Deadline {
    private final long startNanos = System.nanoTime();
    private final Duration allowed;

    Deadline(Duration allowed) {
        this.allowed = allowed;
    }

    /// A stopwatch.
    static Deadline none() {
        return new Deadline(Duration.ofDays(1));
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    boolean isPassed() {
        return elapsed().compareTo(allowed) > 0;
    }
}
