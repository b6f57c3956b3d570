package dev.parley.chat.inbox;

import java.util.List;
import java.util.Set;

/// Told which slots this server owns.
public interface SlotWatcher {
    /// @param slots all that this server now owns, not just the new ones
    /// @param generation of the assignment; a higher one wins
    void taken(Set<Integer> slots, int generation);

    /// @param slots the ones that were lost
    void gone(Set<Integer> slots);

    /// Tells each of them, in order.
    static SlotWatcher all(List<SlotWatcher> watchers) {
        List<SlotWatcher> each = List.copyOf(watchers);
        return new SlotWatcher() {
            @Override
            public void taken(Set<Integer> slots, int generation) {
                each.forEach(watcher -> watcher.taken(slots, generation));
            }

            @Override
            public void gone(Set<Integer> slots) {
                each.forEach(watcher -> watcher.gone(slots));
            }
        };
    }
}
