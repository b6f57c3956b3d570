package dev.parley.notification.deliver;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How what is due is worked on.
///
/// @param lease how long one try may take, everything included; after that another instance takes it over. Far
///     above
///     what a provider's timeout adds up to, and above what clocks of two instances may differ by
/// @param firstRetry how long after one failure the next try is; twice as long after each more
/// @param longestRetry between two tries at most
/// @param giveUpAfter a ring that could not be delivered for so long is dropped
/// @param expireAfter how long a provider may keep a push for a device that is off
/// @param forgetAfter what is known of a conversation on a device is forgotten when nothing was asked for so
///     long.
///     Longer than Kafka keeps requests: one that is read again would ring again
@ConfigurationProperties("parley.push.deliver")
record DeliverSettings(
        @DefaultValue("2m") Duration lease,
        @DefaultValue("5s") Duration firstRetry,
        @DefaultValue("10m") Duration longestRetry,
        @DefaultValue("7d") Duration giveUpAfter,
        @DefaultValue("7d") Duration expireAfter,
        @DefaultValue("14d") Duration forgetAfter) {
    private static final int MOST_DOUBLINGS = 20;

    DeliverSettings {
        if (!lease.isPositive() || !firstRetry.isPositive() || longestRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException(
                    "parley.push.deliver: lease and first-retry positive, longest-retry at least first-retry");
        }
        if (forgetAfter.compareTo(giveUpAfter) < 0) {
            throw new IllegalArgumentException("parley.push.deliver: forget-after is at least give-up-after");
        }
    }

    /// @param attempts that have failed before
    Duration retryAfter(int attempts) {
        Duration doubled = firstRetry.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
        return doubled.compareTo(longestRetry) > 0 ? longestRetry : doubled;
    }
}
