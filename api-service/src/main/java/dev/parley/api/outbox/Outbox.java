package dev.parley.api.outbox;

import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;

/// Takes entries for conversation logs.
public interface Outbox {
    /// Adds an entry within the caller's transaction: it goes out if and only if that commits. Entries of a
    /// conversation
    /// go out in the order they were added; who adds has locked a row that all changes of this kind to this
    /// conversation
    /// lock, so that this order is the order of commits. Consumers may see an entry twice.
    ///
    /// @return for [#awaitPublished], after the commit
    long add(ConversationId conversation, LogEntry entry);

    /// Waits until the log has the entry, or for a bounded time. With Kafka away the entry goes out later.
    ///
    /// @return whether the log has it
    boolean awaitPublished(long entry);
}
