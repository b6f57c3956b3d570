package dev.parley.contracts.event;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.util.Set;

/// What a chat server asks of the notification service. Requests of one user come in order; any may come twice, and
/// those of an older owner may come late, so what counts of a conversation is its greatest seq.
public sealed interface PushRequest {
    UserId user();

    ConversationId conversation();

    /// Unread messages of all the user's conversations.
    long badge();

    /// No device on which the user was active within the last minute has confirmed this event: ring the others.
    /// (user, conversation, seq) identifies it. It stands for the events before it that are unread, too.
    ///
    /// @param unread messages of this conversation, this one included; 0 where it is not known
    /// @param reached devices that have confirmed the event and need no ring
    /// @param preview the text's first [#MAX_PREVIEW_CODE_POINTS] code points; empty for a body that has no text
    record Ring(
            UserId user,
            ConversationId conversation,
            long seq,
            MessageId id,
            UserId author,
            long badge,
            long unread,
            Mute mute,
            Set<DeviceId> reached,
            String preview)
            implements PushRequest {
        public static final int MAX_PREVIEW_CODE_POINTS = 200;

        public Ring {
            reached = Set.copyOf(reached);
        }
    }

    /// The user has read the conversation up to seq on some device: take back what was rung for it.
    record Withdraw(UserId user, ConversationId conversation, long seq, long badge) implements PushRequest {}
}
