package dev.parley.api.outbox;

import dev.parley.contracts.id.ConversationId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Entries in memory.
final class MemoryOutboxStore implements OutboxStore {
    private final List<PendingEntry> entries = new ArrayList<>();
    private final InstantSource clock;
    private long lastId;

    MemoryOutboxStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized long add(ConversationId conversation, byte[] record) {
        entries.add(new PendingEntry(++lastId, conversation, clock.instant(), record));
        return lastId;
    }

    @Override
    public synchronized Turn turn(int limit, Function<List<PendingEntry>, Set<Long>> publish) {
        List<PendingEntry> oldest = List.copyOf(entries.subList(0, Math.min(limit, entries.size())));
        Set<Long> published = publish.apply(oldest);
        entries.removeIf(entry -> published.contains(entry.id()));
        return new Turn(oldest.stream().map(PendingEntry::id).toList(), oldest.size() < limit, published);
    }

    @Override
    public synchronized int waiting(int limit) {
        return Math.min(limit, entries.size());
    }
}
