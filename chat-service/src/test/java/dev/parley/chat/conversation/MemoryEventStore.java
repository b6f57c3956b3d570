package dev.parley.chat.conversation;

import dev.parley.contracts.event.BlockChange;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// [EventStore] in memory; passes the same contract test as Cassandra's.
public class MemoryEventStore implements EventStore, MemberStore {
    private final Map<ConversationId, NavigableMap<Long, StoredEvent>> conversations = new HashMap<>();

    @Override
    public synchronized ConversationSnapshot load(ConversationId id) {
        NavigableMap<Long, StoredEvent> events = events(id);
        if (events.isEmpty()) {
            return ConversationSnapshot.empty(id);
        }
        StoredEvent last = events.lastEntry().getValue();
        List<KnownSend> recent = new ArrayList<>();
        Map<UserId, BlockChange> blocks = new HashMap<>();
        long from = Math.max(1, last.event().seq() - Conversation.RECENT_SENDS + 1);
        for (StoredEvent stored : events.values()) {
            Event event = stored.event();
            if (event.body() instanceof EventBody.Block block) {
                blocks.put(event.author(), block.change());
            }
            if (event.seq() >= from && !event.clientMessageId().isEmpty()) {
                recent.add(known(event));
            }
        }
        return new ConversationSnapshot(
                id,
                last.event().seq(),
                last.event().count(),
                last.position(),
                rosterAt(id, last.event().seq()).after(),
                blocks,
                recent,
                from - 1);
    }

    @Override
    public Members now(ConversationId id) {
        ConversationSnapshot snapshot = load(id);
        return new Members(
                snapshot.roster().users(), snapshot.blocks().values().stream().anyMatch(BlockChange::blocked));
    }

    @Override
    public synchronized void append(ConversationId id, List<StoredEvent> events) {
        for (StoredEvent stored : events) {
            StoredEvent before = events(id).put(stored.event().seq(), stored);
            if (before != null && !before.equals(stored)) {
                throw new AssertionError("event " + id + " " + stored.event().seq() + " was " + before
                        + " and is overwritten by " + stored);
            }
        }
    }

    @Override
    public synchronized Optional<KnownSend> findSend(
            ConversationId id, UserId author, String clientMessageId, long after, long through) {
        return events(id).subMap(after, false, through, true).descendingMap().values().stream()
                .map(StoredEvent::event)
                .filter(event ->
                        event.author().equals(author) && event.clientMessageId().equals(clientMessageId))
                .map(MemoryEventStore::known)
                .findFirst();
    }

    @Override
    public synchronized Optional<Event> findAt(ConversationId id, Position position) {
        return events(id).values().stream()
                .filter(stored -> stored.position().equals(position))
                .map(StoredEvent::event)
                .findFirst();
    }

    @Override
    public synchronized RosterChange rosterAt(ConversationId id, long seq) {
        Roster before = Roster.initial(id);
        Roster after = before;
        for (StoredEvent stored : events(id).headMap(seq, true).values()) {
            before = after;
            if (stored.event().body() instanceof EventBody.Membership membership) {
                after = Roster.of(membership.change());
            }
        }
        return new RosterChange(before, after);
    }

    @Override
    public synchronized List<Event> page(ConversationId id, long after, long through, int limit) {
        List<Event> page = new ArrayList<>();
        long bytes = 0;
        for (StoredEvent stored :
                events(id).subMap(after, false, Math.max(after, through), true).values()) {
            Event event = stored.event();
            bytes += event.body() instanceof EventBody.Text text ? Bodies.utf8Bytes(text.text()) : 0;
            if (page.size() == limit || bytes > ServerFrame.MAX_PAGE_BYTES && !page.isEmpty()) {
                return page;
            }
            page.add(event);
        }
        return page;
    }

    @Override
    public synchronized Counts counts(ConversationId id, UserId author, long seq, long through) {
        NavigableMap<Long, StoredEvent> range = events(id).subMap(seq, true, through, true);
        if (range.size() <= through - seq) {
            throw new UnavailableException("events of " + id + " up to " + through + " are not all stored yet", null);
        }
        long own = range.tailMap(seq, false).values().stream()
                .map(StoredEvent::event)
                .filter(event -> event.author().equals(author) && event.body().isMessage())
                .count();
        return new Counts(range.firstEntry().getValue().event().count(), own);
    }

    private NavigableMap<Long, StoredEvent> events(ConversationId id) {
        return conversations.computeIfAbsent(id, unused -> new TreeMap<>());
    }

    private static KnownSend known(Event event) {
        return new KnownSend(event.author(), event.clientMessageId(), event.seq(), event.id());
    }
}
