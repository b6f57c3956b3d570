package dev.parley.chat.inbox;

import dev.parley.chat.conversation.Position;
import dev.parley.chat.conversation.Repeat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Heads on their way to the store, and how far each slot may be committed once they are there.
public final class InboxFlush {
    /// Each is some heads. Nobody waits for them, and events that are stored meanwhile should not wait for all of them.
    private static final int WRITES_AT_ONCE = 2;

    private record Part(Slot slot, Slot.Unflushed unflushed, Position applied) {}

    private final HeadStore store;
    private final Repeat repeat;
    private final List<CompletionStage<Void>> pushing;
    private final Map<Integer, Part> parts = new HashMap<>();

    InboxFlush(HeadStore store, Repeat repeat, List<CompletionStage<Void>> pushing) {
        this.store = store;
        this.repeat = repeat;
        this.pushing = pushing;
    }

    void add(int number, Slot slot, Slot.Unflushed unflushed, Position applied) {
        parts.put(number, new Part(slot, unflushed, applied));
    }

    /// Returns when everything is durable. A push is asked for before the head is stored that would make a replay
    /// take it for asked.
    ///
    /// @throws Repeat.StoppedException if the process stops before that
    public void write() {
        pushing.forEach(push -> Repeat.await(push.toCompletableFuture()));
        List<Runnable> writes = store.writes(parts.values().stream()
                .flatMap(part -> part.unflushed().heads().stream())
                .toList());
        if (!writes.isEmpty()) {
            repeat.fewUntilDone(writes, WRITES_AT_ONCE);
        }
        parts.values().forEach(InboxFlush::release);
    }

    private static void release(Part part) {
        part.slot().lock.lock();
        try {
            part.slot().flushed(part.unflushed().users());
        } finally {
            part.slot().lock.unlock();
        }
    }

    /// The last record of each slot whose effects this holds.
    public Map<Integer, Position> applied() {
        Map<Integer, Position> applied = new HashMap<>();
        parts.forEach((number, part) -> applied.put(number, part.applied()));
        return applied;
    }
}
