package dev.parley.id.lease;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long worker numbers are leased for.
///
/// @param ttl from the request on. Long enough for a restart or failover of PostgreSQL between two renewals; a
/// number whose holder died is free again after this, `margin`, and what the holder told of its highest time used
/// @param margin after expiry until another may have the number
/// @param mostAhead how far a highest time used may lie ahead of the database's clock. Holders tell it ahead of
/// use, two
/// minutes by default; one that tells more has a wrong clock and gets no lease
@ConfigurationProperties("parley.leases")
record LeaseSettings(
        @DefaultValue("60s") Duration ttl,
        @DefaultValue("5s") Duration margin,
        @DefaultValue("150s") Duration mostAhead) {
    LeaseSettings {
        if (!ttl.isPositive() || margin.isNegative()) {
            throw new IllegalArgumentException("parley.leases.ttl must be positive, margin not negative");
        }
        if (mostAhead.compareTo(ttl) < 0) {
            throw new IllegalArgumentException("parley.leases.most-ahead must be at least parley.leases.ttl");
        }
    }
}
