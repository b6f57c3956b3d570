package dev.parley.chat.inbox;

import dev.parley.chat.conversation.Position;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.UserId;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// The slots this server owns now. Changed by the consumer's thread, read by any.
public final class OwnedSlots {
    private final int slots;
    private final Map<Integer, Slot> owned = new ConcurrentHashMap<>();

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
    }

    /// Closes the slot's connections and forgets it.
    public void lose(int number, ErrorCode why) {
        Slot slot = owned.remove(number);
        if (slot != null) {
            slot.lock.lock();
            try {
                slot.lose(why);
            } finally {
                slot.lock.unlock();
            }
        }
    }
}
