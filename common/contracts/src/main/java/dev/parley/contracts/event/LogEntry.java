package dev.parley.contracts.event;

import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import java.time.Duration;

/// What is appended to a conversation's log, before it has a seq.
public sealed interface LogEntry {
    /// Stamped by whoever appends; the event keeps it.
    MessageId id();

    /// The user who acts.
    UserId author();

    /// A message on its way.
    ///
    /// @param clientMessageId names the message among its author's; a retry repeats it
    /// @param afterSeq last seq the author knew when it first tried; a retry repeats it
    record Send(MessageId id, UserId author, String clientMessageId, String text, long afterSeq) implements LogEntry {}

    /// A group was created or changed. Admitted by the database already; the log decides when it counts.
    record Membership(MessageId id, UserId author, MembershipChange change) implements LogEntry {}

    /// The author blocked, or no longer blocks, the other user of a direct conversation.
    record Block(MessageId id, UserId author, BlockChange change) implements LogEntry {}

    /// A login of the author has ended: none of its connections may stay. Stands in the conversation with oneself and
    /// becomes no event. Harmless when repeated: a session's id never comes back.
    record SessionEnd(UserId author, SessionId session) implements LogEntry {
        /// So long chat servers let the login in no more. Its access tokens and tickets live no longer.
        public static final Duration REMEMBERED = Duration.ofHours(1);

        @Override
        public MessageId id() {
            return new MessageId(session.value());
        }
    }
}
