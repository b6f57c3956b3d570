package dev.parley.kit.ids;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// A [WorkerLease] in JSON, the same for the side that answers and the side that asks.
public record LeaseBody(int worker, String token, String expiresAt, long ttlMs, long highestTimeUsed) {
    public static LeaseBody of(WorkerLease lease) {
        return new LeaseBody(
                lease.worker(),
                lease.token().toString(),
                lease.expiresAt().toString(),
                lease.ttl().toMillis(),
                lease.highestTimeUsedMs());
    }

    /// @throws IllegalArgumentException or [java.time.DateTimeException] if a field makes no sense
    WorkerLease lease() {
        return new WorkerLease(
                worker, UUID.fromString(token), Instant.parse(expiresAt), Duration.ofMillis(ttlMs), highestTimeUsed);
    }
}
