package dev.parley.contracts.id;

import java.time.Duration;

/// What a [SnowflakeGenerator] answers.
public sealed interface Stamp {
    /// @param id greater than every id this generator stamped or observed
    record Id(long id) implements Stamp {}

    /// Nothing was stamped; the same question is worth asking after `time`.
    ///
    /// @param time at most [GeneratorBounds#maxWait]
    record Wait(Duration time) implements Stamp {}

    /// Nothing was stamped, and waiting is not worth while.
    record Refused(Reason reason) implements Stamp {}

    enum Reason {
        /// The clock lies too far behind ids already stamped or observed: it was set back by more than
        /// [GeneratorBounds#maxLead], or a worker number's former holder had a clock far ahead.
        CLOCK_BEHIND,
        /// The clock lies beyond the time this worker number may be used for, see [SnowflakeGenerator#allowUntil]:
        /// the clock was set forward, or nobody renewed.
        BEYOND_LIMIT
    }
}
