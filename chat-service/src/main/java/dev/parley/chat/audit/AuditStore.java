package dev.parley.chat.audit;

import dev.parley.contracts.id.ConversationId;
import java.util.List;
import java.util.Optional;

/// The history as it lies there, for comparing. Methods block, cost the store one statement each, and throw
/// [dev.parley.chat.conversation.UnavailableException] when it does not answer in time.
interface AuditStore {
    /// @param reached all there is up to this seq has been read
    record Page(List<EventRow> rows, long reached) {}

    /// @param lastSeq the greatest one its newest partition can hold
    /// @param token where the store keeps it
    record Tail(ConversationId conversation, long lastSeq, long token) {}

    /// Rows with greater seqs, lowest first, at most `limit`; ends early where a partition ends.
    Page rows(ConversationId conversation, long after, int limit);

    /// The greatest seq that the newest partition can hold; empty for a conversation without events, or whose tail is
    /// lost.
    Optional<Long> tail(ConversationId conversation);

    /// Conversations with tokens in (after, through], by token, at most `limit`. Every conversation has one token, and
    /// keeps it.
    List<Tail> tails(long after, long through, int limit);
}
