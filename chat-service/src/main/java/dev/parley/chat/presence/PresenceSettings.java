package dev.parley.chat.presence;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How presence is kept.
///
/// @param sweepEvery how often connections are looked at for signs of life; so much later than after 30 s of silence
///     a user is offline
/// @param writeEvery how often what changed is written; so much later others may know
/// @param renewEvery how often leases are renewed. The users of a server that dies are offline 30 s after the last
///     renewal, and those who come back have what is left of it
@ConfigurationProperties("parley.chat.presence")
record PresenceSettings(
        @DefaultValue("1s") Duration sweepEvery,
        @DefaultValue("200ms") Duration writeEvery,
        @DefaultValue("5s") Duration renewEvery) {
    PresenceSettings {
        if (writeEvery.toMillis() < 10 || sweepEvery.compareTo(writeEvery) < 0) {
            throw new IllegalArgumentException(
                    "parley.chat.presence: write-every is at least 10ms, sweep-every not less than that");
        }
        if (renewEvery.compareTo(sweepEvery) < 0 || renewEvery.multipliedBy(3).compareTo(PresenceStore.LEASE) > 0) {
            throw new IllegalArgumentException(
                    "parley.chat.presence.renew-every: from sweep-every to a third of the lease, 10s");
        }
    }
}
