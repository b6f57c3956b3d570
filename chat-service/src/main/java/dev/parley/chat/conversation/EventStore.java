package dev.parley.chat.conversation;

import dev.parley.contracts.event.Event;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every event of every conversation, forever. All methods are safe for any number of threads, block until the
/// store answers, and throw
/// [UnavailableException] when it does not answer in time; a failed append may have happened and is repeated until
/// it succeeds.
public interface EventStore {
    /// Largest page.
    int MAX_PAGE = 200;

    /// The conversation as of its newest event.
    ConversationSnapshot load(ConversationId conversation);

    /// Stores consecutive events of one conversation, in seq order, so that no reader ever sees a later one without
    /// an earlier one. The caller
    /// waits for one append of a conversation before the next. Repeating an append changes nothing.
    void append(ConversationId conversation, List<StoredEvent> events);

    /// [#append] for several conversations, as steps that may be taken at the same time, each again until it succeeds.
    ///
    /// @param events by conversation, each as for [#append]
    default List<Runnable> appends(Map<ConversationId, List<StoredEvent>> events) {
        return events.entrySet().stream()
                .<Runnable>map(entry -> () -> append(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// The send by this author and name with a seq in (after, through], if it is there; the newest of several.
    Optional<KnownSend> findSend(
            ConversationId conversation, UserId author, String clientMessageId, long after, long through);

    /// The event that came from the entry at this position, with its body, if one did.
    Optional<Event> findAt(ConversationId conversation, Position position);

    /// Who belonged to the conversation right after the event with this seq, and right before it.
    RosterChange rosterAt(ConversationId conversation, long seq);

    /// Members around one event; both are equal for an event that changed nobody's membership.
    record RosterChange(Roster before, Roster after) {}

    /// Events with seq in (after, through], lowest first, bodies included, at most `limit`; ends early past
    /// [dev.parley.contracts.frame.ServerFrame#MAX_PAGE_BYTES] of texts, but holds at least one event if there is
    /// any.
    List<Event> page(ConversationId conversation, long after, long through, int limit);

    /// How many messages the conversation had at `seq`, and how many of `author` stand in (seq, through].
    ///
    /// @throws UnavailableException also if one of those events is not stored yet: inboxes may hear of it before
    Counts counts(ConversationId conversation, UserId author, long seq, long through);

    /// @param count messages up to and including the seq asked for
    /// @param ownAfter messages of the author after it
    record Counts(long count, long ownAfter) {}
}
