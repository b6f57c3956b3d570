package dev.parley.chat.inbox;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.HashMap;
import java.util.Map;

/// [HeadStore] in memory; passes the same contract test as Cassandra's.
public class MemoryHeadStore implements HeadStore {
    private final Map<UserId, Map<ConversationId, Head>> heads = new HashMap<>();

    @Override
    public synchronized Head load(UserId user, ConversationId conversation) {
        return loadAll(user).getOrDefault(conversation, Head.NONE);
    }

    @Override
    public synchronized Map<ConversationId, Head> loadAll(UserId user) {
        return Map.copyOf(heads.getOrDefault(user, Map.of()));
    }

    @Override
    public synchronized void write(Entry entry) {
        heads.computeIfAbsent(entry.user(), user -> new HashMap<>())
                .merge(entry.conversation(), entry.head(), MemoryHeadStore::later);
    }

    private static Head later(Head one, Head other) {
        int order = Long.compare(
                CassandraHeadStore.timestamp(one.changed()), CassandraHeadStore.timestamp(other.changed()));
        if (order == 0) {
            return other.rung(one.rungSeq()).delivered(one.deliveredSeq());
        }
        return order < 0 ? other : one;
    }
}
