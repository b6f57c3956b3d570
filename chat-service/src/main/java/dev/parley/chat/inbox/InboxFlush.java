package dev.parley.chat.inbox;

import dev.parley.chat.conversation.Position;
import dev.parley.chat.conversation.Repeat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Heads on their way to the store, and how far each slot may be committed once they are there.
public final class InboxFlush {
    private final OwnedSlots slots;
    private final HeadStore store;
    private final Repeat repeat;
    private final List<CompletionStage<Void>> pushing;
    private final Map<Integer, Slot.Unflushed> unflushed = new HashMap<>();
    private final Map<Integer, Position> applied = new HashMap<>();

    InboxFlush(OwnedSlots slots, HeadStore store, Repeat repeat, List<CompletionStage<Void>> pushing) {
        this.slots = slots;
        this.store = store;
        this.repeat = repeat;
        this.pushing = pushing;
    }

    void add(int slot, Slot.Unflushed part, Position position) {
        applied.put(slot, position);
        unflushed.put(slot, part);
    }

    /// Returns when everything is durable.
    ///
    /// @throws Repeat.StoppedException if the process stops before that
    public void write() {
        List<Runnable> writes = new ArrayList<>();
        unflushed.values().forEach(part -> part.heads().forEach(head -> writes.add(() -> store.write(head))));
        if (!writes.isEmpty()) {
            repeat.allUntilDone(writes);
        }
        pushing.forEach(push -> Repeat.await(push.toCompletableFuture()));
        unflushed.forEach(this::release);
    }

    private void release(int number, Slot.Unflushed part) {
        slots.get(number).ifPresent(slot -> {
            slot.lock.lock();
            try {
                slot.flushed(part.users());
            } finally {
                slot.lock.unlock();
            }
        });
    }

    /// The last record of each slot whose effects this holds.
    public Map<Integer, Position> applied() {
        return Map.copyOf(applied);
    }
}
