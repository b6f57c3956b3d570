package dev.parley.chat.ownership;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How fast this server gives slots to others, when it stops or when others join.
///
/// @param clientsPerSecond most clients that come to other servers in a second because it sent them, also if frames
///     reach some a tenth of a second late
/// @param step so many seconds of them are moved at once, with their slots: the longest that one of them waits
/// @param drainWithin a server that stops gives its slots away for so long; then it leaves all the same
@ConfigurationProperties("parley.chat.handover")
record HandoverSettings(
        @DefaultValue("1000") int clientsPerSecond,
        @DefaultValue("1s") Duration step,
        @DefaultValue("60s") Duration drainWithin) {
    HandoverSettings {
        if (clientsPerSecond < 1) {
            throw new IllegalArgumentException("parley.chat.handover.clients-per-second is at least 1");
        }
        if (step.isNegative() || step.isZero() || drainWithin.isNegative()) {
            throw new IllegalArgumentException(
                    "parley.chat.handover: step is longer than zero, drain-within not negative");
        }
    }

    /// Clients that may be sent away at once.
    long clientsPerStep() {
        return Math.max(1, clientsPerSecond * step.toMillis() / 1_000);
    }
}
