package dev.parley.notification.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a provider made of a push.
public sealed interface Outcome {
    /// The provider has it. Whether the device rings is between those two.
    record Accepted() implements Outcome {}

    /// The provider says that the address leads nowhere any more.
    ///
    /// @param asOf the address has been dead since then, if the provider says; one registered later is not meant
    record Gone(Optional<Instant> asOf) implements Outcome {}

    /// It will never be taken as it is. The address stays: the reason may be a setting of ours.
    ///
    /// @param reason a constant, for metrics and the log
    record Refused(String reason) implements Outcome {}

    /// Not now.
    ///
    /// @param reason a constant, for metrics and the log
    /// @param retryAfter if the provider says
    /// @param everyone whether nobody else would fare better, so that the provider is left alone for a while
    record Later(String reason, Optional<Duration> retryAfter, boolean everyone) implements Outcome {}
}
