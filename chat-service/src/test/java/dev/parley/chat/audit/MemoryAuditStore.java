package dev.parley.chat.audit;

import dev.parley.chat.conversation.Buckets;
import dev.parley.chat.conversation.StoredEvent;
import dev.parley.contracts.event.Event;
import dev.parley.contracts.id.ConversationId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// [AuditStore] in memory, with rows that a test takes away; passes the same contract test as Cassandra's.
final class MemoryAuditStore implements AuditStore {
    private final Map<ConversationId, NavigableMap<Long, EventRow>> rows = new HashMap<>();
    private final Map<ConversationId, Long> tails = new HashMap<>();

    void append(ConversationId conversation, List<StoredEvent> events) {
        for (StoredEvent stored : events) {
            Event event = stored.event();
            put(
                    conversation,
                    new EventRow(
                            event.seq(),
                            event.id(),
                            event.author(),
                            event.clientMessageId(),
                            event.count(),
                            stored.position()));
            tails.put(conversation, Buckets.lastSeq(Buckets.of(event.seq())));
        }
    }

    void put(ConversationId conversation, EventRow row) {
        rows(conversation).put(row.seq(), row);
    }

    EventRow row(ConversationId conversation, long seq) {
        return Objects.requireNonNull(rows(conversation).get(seq));
    }

    void delete(ConversationId conversation, long seq) {
        rows(conversation).remove(seq);
    }

    void deleteTail(ConversationId conversation) {
        tails.remove(conversation);
    }

    @Override
    public Page rows(ConversationId conversation, long after, int limit) {
        long end = Buckets.lastSeq(Buckets.of(after + 1));
        List<EventRow> page = rows(conversation).subMap(after, false, end, true).values().stream()
                .limit(limit)
                .toList();
        return new Page(page, page.size() < limit ? end : page.getLast().seq());
    }

    @Override
    public Optional<Long> tail(ConversationId conversation) {
        return Optional.ofNullable(tails.get(conversation));
    }

    @Override
    public List<Tail> tails(long after, long through, int limit) {
        return tails.entrySet().stream()
                .map(tail -> new Tail(tail.getKey(), tail.getValue(), token(tail.getKey())))
                .filter(tail -> tail.token() > after && tail.token() <= through)
                .sorted((one, other) -> Long.compare(one.token(), other.token()))
                .limit(limit)
                .toList();
    }

    private NavigableMap<Long, EventRow> rows(ConversationId conversation) {
        return rows.computeIfAbsent(conversation, it -> new TreeMap<>());
    }

    private static long token(ConversationId conversation) {
        return conversation.hashCode() * 0x9e3779b97f4a7c15L;
    }
}
