package dev.parley.kit.ids;

import dev.parley.contracts.id.SnowflakeGenerator;
import java.time.Duration;

/// A leased worker number in use.
///
/// @param stopAtNanos by the ticker: from then on nothing is stamped
record HeldNumber(WorkerLease lease, SnowflakeGenerator generator, long stopAtNanos) {
    /// The part of a lease that is left unused. Covers timers of two machines that run at different speeds, far
    /// more than
    /// any do.
    private static final int UNUSED_PART = 10;

    /// @param askedAtNanos read before the lease was asked for, so the lease can't end earlier than it is thought
    ///     to
    static HeldNumber of(WorkerLease lease, SnowflakeGenerator generator, long askedAtNanos) {
        Duration used = lease.ttl().minus(lease.ttl().dividedBy(UNUSED_PART));
        return new HeldNumber(lease, generator, askedAtNanos + used.toNanos());
    }

    boolean isOver(long nowNanos) {
        return nowNanos - stopAtNanos >= 0;
    }
}
