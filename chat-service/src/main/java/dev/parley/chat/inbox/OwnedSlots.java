package dev.parley.chat.inbox;

import dev.parley.chat.conversation.Position;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The slots this server owns now. Changed by the consumer's thread, read by any.
public final class OwnedSlots {
    private final int slots;
    private final Map<Integer, Slot> owned = new ConcurrentHashMap<>();
    /// Slots on their way here, each with what waits for it.
    private final Map<Integer, CompletableFuture<Void>> expected = new ConcurrentHashMap<>();

    /// @param slots in the region
    public OwnedSlots(int slots) {
        this.slots = slots;
    }

    public int total() {
        return slots;
    }

    public Set<Integer> numbers() {
        return Collections.unmodifiableSet(new TreeSet<>(owned.keySet()));
    }

    public boolean owns(UserId user) {
        return owned.containsKey(Slots.of(user, slots));
    }

    /// The open connections of a user at this moment; none for one whose slot is elsewhere.
    ///
    /// @param patience how long to wait for what holds the slot
    /// @return empty if that took longer
    public Optional<List<Connection>> connections(UserId user, Duration patience) throws InterruptedException {
        Slot slot = owned.get(Slots.of(user, slots));
        if (slot == null) {
            return Optional.of(List.of());
        }
        if (!slot.lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        try {
            Slot.Resident resident = slot.find(user);
            return Optional.of(
                    resident == null
                            ? List.of()
                            : resident.connections.stream()
                                    .filter(Connection::isOpen)
                                    .toList());
        } finally {
            slot.lock.unlock();
        }
    }

    Optional<Slot> of(UserId user) {
        return Optional.ofNullable(owned.get(Slots.of(user, slots)));
    }

    Optional<Slot> get(int number) {
        return Optional.ofNullable(owned.get(number));
    }

    Collection<Map.Entry<Integer, Slot>> all() {
        return owned.entrySet();
    }

    /// @param applied the record before the first one that will come
    public void take(int number, Position applied) {
        owned.put(number, new Slot(applied));
        arrived(number);
    }

    /// Says which slots will be taken soon, in place of those said before: who comes for their users waits.
    public void expect(Set<Integer> numbers) {
        numbers.forEach(number -> {
            if (!owned.containsKey(number)) {
                expected.computeIfAbsent(number, none -> new CompletableFuture<>());
            }
        });
        Set.copyOf(expected.keySet()).stream()
                .filter(number -> !numbers.contains(number))
                .forEach(this::arrived);
    }

    private void arrived(int number) {
        CompletableFuture<Void> waiting = expected.remove(number);
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    /// Completes once the user's slot is here or is not expected to come, which may be now.
    public CompletionStage<Void> arrival(UserId user) {
        CompletableFuture<Void> waiting = expected.get(Slots.of(user, slots));
        return waiting == null ? CompletableFuture.completedStage(null) : waiting;
    }

    /// Closes the slot's connections and forgets it.
    public void lose(int number, ErrorCode why) {
        Slot slot = owned.remove(number);
        if (slot != null) {
            slot.lock.lock();
            try {
                slot.lose().forEach(connection -> connection.close(why));
            } finally {
                slot.lock.unlock();
            }
        }
    }

    /// Forgets the slot, but leaves its connections to the caller.
    List<Connection> handOver(int number) {
        Slot slot = owned.remove(number);
        if (slot == null) {
            return List.of();
        }
        slot.lock.lock();
        try {
            return slot.lose();
        } finally {
            slot.lock.unlock();
        }
    }
}
