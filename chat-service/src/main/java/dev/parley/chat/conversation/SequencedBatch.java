package dev.parley.chat.conversation;

import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one poll's decisions ask for: events to store, entries for inboxes, both in order. Nothing here has
/// happened yet.
final class SequencedBatch {
    /// An entry on its way to a user.
    record Addressed(UserId user, InboxEntry entry) {}

    private final Map<ConversationId, List<StoredEvent>> events = new LinkedHashMap<>();
    private final List<Addressed> inbox = new ArrayList<>();
    private boolean hasReferences;

    void add(Event event, Position position, Collection<UserId> recipients) {
        events.computeIfAbsent(event.conversation(), id -> new ArrayList<>()).add(new StoredEvent(event, position));
        deliver(event, recipients);
    }

    /// Only delivers: the event is stored already.
    void deliver(Event event, Collection<UserId> recipients) {
        Event travelling = event.withBody(Bodies.atMost(Bodies.MAX_INBOX_BYTES, event.body()));
        hasReferences |= travelling.body() instanceof EventBody.Stored;
        InboxEntry.Delivery delivery = new InboxEntry.Delivery(travelling);
        for (UserId recipient : recipients) {
            inbox.add(new Addressed(recipient, delivery));
        }
    }

    void answer(UserId author, InboxEntry entry) {
        inbox.add(new Addressed(author, entry));
    }

    /// As [EventStore#findSend], among the events that are still to be stored: both must find the same, or a decision
    /// would depend on how records fall into polls.
    Optional<KnownSend> find(
            ConversationId conversation, UserId author, String clientMessageId, long after, long through) {
        return events.getOrDefault(conversation, List.of()).stream()
                .map(StoredEvent::event)
                .filter(event -> event.seq() > after && event.seq() <= through)
                .filter(event ->
                        event.author().equals(author) && event.clientMessageId().equals(clientMessageId))
                .map(event -> new KnownSend(author, clientMessageId, event.seq(), event.id()))
                .reduce((earlier, later) -> later);
    }

    Map<ConversationId, List<StoredEvent>> events() {
        return events;
    }

    List<Addressed> inbox() {
        return inbox;
    }

    /// Whether an inbox entry names a body that its reader must find in the store.
    boolean hasReferences() {
        return hasReferences;
    }
}
