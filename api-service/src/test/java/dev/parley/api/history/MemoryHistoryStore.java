package dev.parley.api.history;

import dev.parley.contracts.event.Event;
import dev.parley.contracts.event.EventBody;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// Conversations in memory, which counts how often they are read.
public final class MemoryHistoryStore implements HistoryStore {
    private static final int LARGEST_IN_PLACE = 8 * 1024;

    private final Map<ConversationId, NavigableMap<Long, Event>> events = new HashMap<>();
    private final Map<MessageId, String> bodies = new HashMap<>();
    private final Map<ConversationId, Long> newestBuckets = new HashMap<>();
    private final Map<List<Object>, Long> leftSeqs = new HashMap<>();
    private final Set<Long> bucketsRead = new HashSet<>();

    public void write(Event event) {
        Event stored = event;
        if (event.body() instanceof EventBody.Text text) {
            int bytes = text.text().getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LARGEST_IN_PLACE) {
                bodies.put(event.id(), text.text());
                stored = event.withBody(new EventBody.Stored(bytes));
            }
        }
        events.computeIfAbsent(event.conversation(), same -> new TreeMap<>()).put(event.seq(), stored);
        openBucket(event.conversation(), HistoryStore.bucketOf(event.seq()));
    }

    public void openBucket(ConversationId conversation, long bucket) {
        newestBuckets.merge(conversation, bucket, Math::max);
    }

    void writeLeft(UserId user, ConversationId.Group group, long seq) {
        leftSeqs.put(List.of(user, group), seq);
    }

    Set<Long> bucketsRead() {
        Set<Long> read = new HashSet<>(bucketsRead);
        bucketsRead.clear();
        return read;
    }

    private NavigableMap<Long, Event> of(ConversationId conversation) {
        return events.getOrDefault(conversation, new TreeMap<>());
    }

    @Override
    public long newestBucket(ConversationId conversation) {
        return newestBuckets.getOrDefault(conversation, 0L);
    }

    @Override
    public List<Event> down(ConversationId conversation, long bucket, long highest, int limit) {
        bucketsRead.add(bucket);
        return of(conversation).headMap(highest, true).descendingMap().values().stream()
                .filter(event -> HistoryStore.bucketOf(event.seq()) == bucket)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Event> up(ConversationId conversation, long bucket, long lowest, int limit) {
        bucketsRead.add(bucket);
        return of(conversation).tailMap(lowest, true).values().stream()
                .filter(event -> HistoryStore.bucketOf(event.seq()) == bucket)
                .limit(limit)
                .toList();
    }

    @Override
    public Map<MessageId, String> bodies(Collection<MessageId> ids) {
        Map<MessageId, String> found = new HashMap<>(bodies);
        found.keySet().retainAll(ids);
        return found;
    }

    @Override
    public List<Roster> rosters(ConversationId.Group group, long highest, int limit) {
        List<Roster> rosters = new ArrayList<>();
        for (Event event : of(group).headMap(highest, true).descendingMap().values()) {
            if (event.body() instanceof EventBody.Membership membership && rosters.size() < limit) {
                rosters.add(new Roster(event.seq(), membership.change()));
            }
        }
        return rosters;
    }

    @Override
    public long leftSeq(UserId user, ConversationId.Group group) {
        return leftSeqs.getOrDefault(List.of(user, group), 0L);
    }
}
