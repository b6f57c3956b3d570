package dev.parley.contracts.event;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.SessionId;

/// What is put into one user's inbox.
public sealed interface InboxEntry {
    ConversationId conversation();

    /// An event the user may see.
    record Delivery(Event event) implements InboxEntry {
        @Override
        public ConversationId conversation() {
            return event.conversation();
        }
    }

    /// What an earlier, equal send became.
    record Answer(ConversationId conversation, String clientMessageId, long seq, MessageId id) implements InboxEntry {}

    /// Why a send did not become an event.
    record Refusal(ConversationId conversation, String clientMessageId, ErrorCode code) implements InboxEntry {}

    /// The user has read up to seq, on any device.
    ///
    /// @param count messages in the conversation up to and including seq
    /// @param ownCount of those, written by the user
    record ReadMark(ConversationId conversation, long seq, long count, long ownCount) implements InboxEntry {}

    /// The user wants no push for the conversation until then, on any device. The last one counts.
    record MuteMark(ConversationId conversation, Mute mute) implements InboxEntry {}

    /// A login of the user has ended: none of its connections may stay.
    ///
    /// @param conversation the user's with themselves
    record SessionEnd(ConversationId conversation, SessionId session) implements InboxEntry {}
}
