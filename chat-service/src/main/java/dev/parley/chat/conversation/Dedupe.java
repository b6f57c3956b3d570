package dev.parley.chat.conversation;

import dev.parley.contracts.id.UserId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The newest sends of one conversation by author and client message id. Exact: it answers "absent" only for a
/// range it has seen whole.
final class Dedupe {
    /// What is known of one send.
    sealed interface Lookup {
        record Found(KnownSend send) implements Lookup {}

        record Absent() implements Lookup {}

        /// It may stand at a seq in (after, through], which is older than what is in memory.
        record Older(long after, long through) implements Lookup {}
    }

    private record Key(UserId author, String clientMessageId) {}

    private final int capacity;
    private final Deque<KnownSend> sends = new ArrayDeque<>();
    private final Map<Key, KnownSend> byKey = new HashMap<>();

    /// Every send with a seq above this is in memory.
    private long completeAfter;

    /// @param capacity sends kept; the oldest leaves when it is reached, and is looked up in the store from then on
    /// @param completeAfter sends up to this seq are only in the store
    Dedupe(int capacity, long completeAfter) {
        this.capacity = capacity;
        this.completeAfter = completeAfter;
    }

    void remember(KnownSend send) {
        if (sends.size() == capacity) {
            KnownSend oldest = sends.removeFirst();
            // Unless a later one has the same name.
            byKey.remove(new Key(oldest.author(), oldest.clientMessageId()), oldest);
            completeAfter = oldest.seq();
        }
        sends.addLast(send);
        byKey.put(new Key(send.author(), send.clientMessageId()), send);
    }

    /// @param afterSeq the send can't stand at or before it
    Lookup find(UserId author, String clientMessageId, long afterSeq) {
        @Nullable KnownSend send = byKey.get(new Key(author, clientMessageId));
        if (send != null && send.seq() > afterSeq) {
            return new Lookup.Found(send);
        }
        return afterSeq >= completeAfter ? new Lookup.Absent() : new Lookup.Older(afterSeq, completeAfter);
    }
}
