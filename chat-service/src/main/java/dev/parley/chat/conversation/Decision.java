package dev.parley.chat.conversation;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.UserId;
import java.util.Set;

/// What a conversation makes of one log entry.
sealed interface Decision {
    /// The entry is an event now.
    record Sequenced(Event event, Set<UserId> recipients) implements Decision {}

    /// The entry repeats a send that is an event: its author is told again, nobody else.
    record Repeated(KnownSend first) implements Decision {}

    /// The send is not accepted: its author is told, nobody else.
    record Refused(LogEntry.Send send, ErrorCode why) implements Decision {}

    /// The author's connections are told, by way of their inbox; it is no event.
    record Told(UserId user, InboxEntry entry) implements Decision {}

    /// A change older than one already applied. Nobody is told.
    record Ignored() implements Decision {}

    /// Whether the send stands in (after, through] must be looked up first; then [Conversation#decide] is asked
    /// again with the answer.
    record NeedsLookup(LogEntry.Send send, long after, long through) implements Decision {}

    /// The entry was decided before a crash. If an event came from it, that goes to its recipients again; otherwise
    /// [Conversation#answerAgain] tells what to say.
    record Replayed() implements Decision {}
}
