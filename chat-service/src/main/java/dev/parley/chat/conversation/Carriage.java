package dev.parley.chat.conversation;

import dev.parley.contracts.id.ConversationId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Takes what polls decided to the store, in order, while the next polls are decided. One write is under way at a time;
/// what is added meanwhile gathers for the next one, so that statements grow with load and nobody waits for the store
/// (group commit, as databases do with their logs).
///
/// One thread adds and asks; writes happen on another.
final class Carriage {
    /// Records of as many polls as may be under way or gathered, as many as one poll may have: no more than this is
    /// ever known to inboxes and not to the store.
    static final int MAX_RECORDS = 1_000;

    private final EventStore store;
    private final Repeat repeat;
    private final ExecutorService executor;

    private Load gathering = new Load();
    private @Nullable Load writing;
    private @Nullable Future<?> writer;
    private int records;
    private long added;
    private long settled;

    /// @param executor takes one task at a time
    Carriage(EventStore store, Repeat repeat, ExecutorService executor) {
        this.store = store;
        this.repeat = repeat;
        this.executor = executor;
    }

    /// What is written together.
    private static final class Load {
        private final Map<ConversationId, List<StoredEvent>> events = new LinkedHashMap<>();
        private final List<CompletionStage<Void>> publishing = new ArrayList<>();
        private int records;
        private long through;
    }

    /// Waits until there is room for so many records. To be called before anybody hears of them.
    ///
    /// @throws RuntimeException as [#settled]
    void makeRoom(int more) {
        if (hasMoreThan(MAX_RECORDS - more)) {
            settle();
        }
    }

    private synchronized boolean hasMoreThan(int bound) {
        return records > bound;
    }

    /// Adds one poll.
    ///
    /// @param events to store, in order, behind all that was added before
    /// @param publishing entries that are on their way to inboxes
    /// @param size records of the poll
    /// @return the poll's number: 1, 2, 3, ...
    synchronized long add(
            Map<ConversationId, List<StoredEvent>> events, List<CompletionStage<Void>> publishing, int size) {
        events.forEach((id, more) ->
                gathering.events.computeIfAbsent(id, first -> new ArrayList<>()).addAll(more));
        gathering.publishing.addAll(publishing);
        gathering.records += size;
        gathering.through = ++added;
        records += size;
        if (writer == null) {
            writer = executor.submit(this::write);
        }
        return added;
    }

    private void write() {
        for (Load load = next(); load != null; load = next()) {
            List<Runnable> appends = store.appends(load.events);
            if (!appends.isEmpty()) {
                repeat.allUntilDone(appends);
            }
            load.publishing.forEach(entry -> Repeat.await(entry.toCompletableFuture()));
            done(load);
        }
    }

    private synchronized @Nullable Load next() {
        if (gathering.records == 0) {
            writer = null;
            return null;
        }
        writing = gathering;
        gathering = new Load();
        return writing;
    }

    private synchronized void done(Load load) {
        settled = load.through;
        records -= load.records;
        writing = null;
    }

    /// Whether events of a conversation are not known to be stored yet.
    synchronized boolean holds(ConversationId conversation) {
        return gathering.events.containsKey(conversation)
                || (writing != null && writing.events.containsKey(conversation));
    }

    /// The last poll up to which everything is stored and in inboxes' logs.
    ///
    /// @throws RuntimeException what a write failed with; nothing more is written then
    long settled() {
        Future<?> now = writer();
        if (now != null && now.isDone()) {
            Repeat.await(now);
        }
        synchronized (this) {
            return settled;
        }
    }

    /// Waits until all that was added is there.
    ///
    /// @throws RuntimeException as [#settled]
    void settle() {
        for (Future<?> now = writer(); now != null; now = writer()) {
            Repeat.await(now);
        }
    }

    private synchronized @Nullable Future<?> writer() {
        return writer;
    }

    /// Nothing more is to be written. A write that is under way may go on: another owner writes the same.
    synchronized void abandon() {
        gathering = new Load();
    }
}
