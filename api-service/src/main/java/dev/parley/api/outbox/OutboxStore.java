package dev.parley.api.outbox;

import dev.parley.contracts.id.ConversationId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Keeps entries until they are published.
interface OutboxStore {
    /// Adds within the caller's transaction.
    ///
    /// @throws IllegalStateException outside of one
    long add(ConversationId conversation, byte[] record);

    /// One turn: while no other turn runs anywhere, gives the oldest entries to `publish` and removes those it
    /// returns. A crash at any point leaves every entry that was not removed.
    ///
    /// @param limit of entries
    /// @param publish from entries in order of their ids to the ids of those that were published
    Turn turn(int limit, Function<List<PendingEntry>, Set<Long>> publish);

    /// How many entries wait, up to `limit`.
    int waiting(int limit);

    /// @param seen ids of the entries that were there when the turn began
    /// @param all whether these were all
    /// @param published of those
    record Turn(List<Long> seen, boolean all, Set<Long> published) {
        /// Which of `asked`, committed before the turn began, are not waiting after it.
        List<Long> goneOf(Collection<Long> asked) {
            long lastSeen = seen.isEmpty() ? 0 : seen.getLast();
            return asked.stream()
                    .filter(id -> published.contains(id) || (!seen.contains(id) && (all || id <= lastSeen)))
                    .toList();
        }
    }
}
