package dev.parley.api.trace;

import dev.parley.api.history.HistoryStore;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One conversation as a test says: the entry of seq n is the n-th. Counts how often it is read.
final class FakeTraceStore implements TraceStore {
    final List<Entry> entries = new ArrayList<>();
    final Map<UserId, Marks> marks = new HashMap<>();
    int reads;

    @Override
    public List<Entry> entries(ConversationId conversation, long bucket, long highest, int limit) {
        reads++;
        int end = (int) Math.min(highest, entries.size());
        int first = (int) Math.max(end - limit, Math.max(bucket * HistoryStore.BUCKET, 1) - 1);
        return first >= end ? List.of() : entries.subList(first, end).reversed();
    }

    @Override
    public Map<UserId, Marks> marks(ConversationId conversation, Collection<UserId> users) {
        Map<UserId, Marks> asked = new HashMap<>(marks);
        asked.keySet().retainAll(users);
        return asked;
    }
}
