package dev.parley.api.limit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Counts attempts in windows of time. A window begins with its first attempt and is not prolonged by later ones.
/// Safe for concurrent use; counts of several services may be one.
interface AttemptStore {
    /// Adds one.
    ///
    /// @throws AttemptStoreException if it isn't known whether it was added
    Tally count(String key, Duration window);

    /// Takes one back; does nothing where there is none.
    ///
    /// @throws AttemptStoreException if it isn't known whether it was taken
    void uncount(String key);

    /// @param attempts in the window, the one just counted among them
    /// @param rest of the window; positive
    record Tally(long attempts, Duration rest) {}

    /// The counts can't be reached. Passing trouble.
    final class AttemptStoreException extends RuntimeException {
        AttemptStoreException(@Nullable Throwable cause) {
            super("attempts can't be counted", cause);
        }
    }
}
