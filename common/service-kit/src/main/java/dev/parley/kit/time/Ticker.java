package dev.parley.kit.time;

/// Elapsed time: never steps, says nothing about the time of day.
@FunctionalInterface
public interface Ticker {
    /// Nanoseconds since an arbitrary moment; compare by difference only.
    long nanos();
}
