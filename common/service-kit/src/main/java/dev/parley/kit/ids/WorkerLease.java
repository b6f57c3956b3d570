package dev.parley.kit.ids;

import dev.parley.contracts.id.Snowflake;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// The right to stamp with a worker number.
///
/// @param token proves the right; not for logs
/// @param expiresAt by the database's clock; for people, since a holder judges by [#ttl] from before it asked
/// @param ttl how long the right lasts from when it was asked for
/// @param highestTimeUsedMs milliseconds since 1970; no former holder stamped a later time, so the next one starts
/// above
public record WorkerLease(int worker, UUID token, Instant expiresAt, Duration ttl, long highestTimeUsedMs) {
    public WorkerLease {
        if (worker < 0 || worker > Snowflake.MAX_WORKER) {
            throw new IllegalArgumentException("a worker number is 0 to " + Snowflake.MAX_WORKER);
        }
        if (!ttl.isPositive()) {
            throw new IllegalArgumentException("a lease lasts for some time");
        }
    }
}
