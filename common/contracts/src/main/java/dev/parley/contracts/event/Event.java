package dev.parley.contracts.event;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.Snowflake;
import dev.parley.contracts.id.UserId;
import java.time.Instant;

/// Anything in a conversation's log: a message, a membership change, a block. Never changes once it has its seq.
///
/// @param seq its number in the conversation: 1, 2, 3, ... no gaps
/// @param clientMessageId the author's own name for it; empty for what no client sent as a message
/// @param count messages in the conversation up to and including this event; unread counts are differences of it
public record Event(
        ConversationId conversation,
        long seq,
        MessageId id,
        UserId author,
        String clientMessageId,
        long count,
        EventBody body) {
    public Event {
        if (seq < 1 || count < 0 || count > seq) {
            throw new IllegalArgumentException("seq " + seq + " with count " + count);
        }
    }

    /// When the first accepted attempt was stamped.
    public Instant sentAt() {
        return Snowflake.instant(id.value());
    }

    public Event withBody(EventBody other) {
        return new Event(conversation, seq, id, author, clientMessageId, count, other);
    }
}
