package dev.parley.api.outbox;

import java.util.concurrent.CompletableFuture;

/// Appends to conversation logs.
interface LogPublisher {
    /// Appends one entry. Blocks only where there is no connection yet, for a bounded time.
    ///
    /// @return completes when the log has it durably; fails, within a bounded time, when that isn't known
    CompletableFuture<Void> append(PendingEntry entry);
}
