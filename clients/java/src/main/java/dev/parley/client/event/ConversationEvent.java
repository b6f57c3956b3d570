package dev.parley.client.event;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.time.Instant;

/// Anything in a conversation's log. Never changes once it has its seq.
///
/// @param seq its number in the conversation: 1, 2, 3, ... no gaps
/// @param sentAt when its first accepted attempt was stamped
public record ConversationEvent(
        ConversationId conversation, long seq, MessageId id, UserId author, Instant sentAt, Content content) {
    public ConversationEvent {
        if (seq < 1) {
            throw new IllegalArgumentException("seqs start at 1");
        }
    }

    /// People count it as unread. Everything else is news about the conversation.
    public boolean isMessage() {
        return content instanceof Content.Message;
    }
}
