package dev.parley.kit.ids;

import java.util.Optional;
import java.util.UUID;

/// Leases of worker numbers. A number has one holder at a time: it is given to another only after its lease has run
/// out or
/// was released, and after its highest time used has passed.
///
/// `highestTimeUsedMs` (milliseconds since 1970) is told *ahead of use*: a holder stamps no later time than the
/// last one
/// it has told with success. It only grows. That makes ids unique without trust in clocks or timers; expiry makes a
/// dead
/// holder's number free again.
///
/// Every call may be repeated. Each throws [LeasesUnavailableException] when the outcome is unknown or nothing was
/// done.
public interface LeaseStore {
    /// A number that nobody holds.
    ///
    /// @param holder for people who look at the table
    /// @throws LeasesUnavailableException also if every number is taken at the moment
    WorkerLease acquire(String holder, long highestTimeUsedMs);

    /// Prolongs a lease, also one that ran out unless another took the number meanwhile.
    ///
    /// @return empty if the number is not the caller's (any more): stop stamping
    Optional<WorkerLease> renew(int worker, UUID token, long highestTimeUsedMs);

    /// Ends a lease.
    ///
    /// @return false if the number was not the caller's
    boolean release(int worker, UUID token, long highestTimeUsedMs);
}
