package dev.parley.api.trace;

import dev.parley.api.history.HistoryStore;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds an event of a conversation by its id, without an index: ids nearly sort as seqs do. The newest are looked
/// through first, then halves are cut off: some 20 small reads in a conversation of a million.
final class FindMessage {
    /// Events looked through around the place where the id belongs. One that stands further away, which takes as
    /// many events within the skew of two servers' clocks, is not found.
    static final int NEAR = 1_024;

    /// Events whose greatest id tells the time at a seq. Changes of a group may have waited in the outbox for hours
    /// and have old ids then, as many in a row as a group has members; more of them may hide what stands before
    /// them.
    static final int SAMPLE = 128;

    private final HistoryStore history;
    private final TraceStore store;

    FindMessage(HistoryStore history, TraceStore store) {
        this.history = history;
        this.store = store;
    }

    Optional<Entry> find(ConversationId conversation, MessageId id) {
        long end = HistoryStore.lastSeqOf(history.newestBucket(conversation));
        List<Entry> newest = upTo(conversation, end, NEAR);
        Optional<Entry> found = among(newest, id);
        if (found.isPresent() || newest.size() < NEAR) {
            return found;
        }
        long place = place(conversation, id, newest.getLast().seq());
        return among(upTo(conversation, place + NEAR / 2, NEAR), id);
    }

    private static Optional<Entry> among(List<Entry> entries, MessageId id) {
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    /// The first seq at which ids are as great as this one, or `last`.
    private long place(ConversationId conversation, MessageId id, long last) {
        long low = 1;
        long high = last;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (greatest(upTo(conversation, middle, SAMPLE)).compareTo(id) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static MessageId greatest(List<Entry> sample) {
        return sample.stream()
                .map(Entry::id)
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalStateException("a hole in a conversation"));
    }

    /// From a seq downwards, over two buckets at most; fewer than `limit` only at the beginning of the
    /// conversation.
    private List<Entry> upTo(ConversationId conversation, long seq, int limit) {
        long bucket = HistoryStore.bucketOf(seq);
        List<Entry> entries = new ArrayList<>(store.entries(conversation, bucket, seq, limit));
        if (entries.size() < limit && bucket > 0) {
            long rest = HistoryStore.lastSeqOf(bucket - 1);
            entries.addAll(store.entries(conversation, bucket - 1, rest, limit - entries.size()));
        }
        return entries;
    }
}
