package dev.parley.chat.ownership;

import dev.parley.chat.share.SharePlan;
import dev.parley.contracts.directory.ChatServer;
import dev.parley.contracts.directory.SlotTable;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.id.UserId;
import java.util.Optional;
import java.util.function.Supplier;

/// Who owns a user's inbox: as the servers of the group last agreed, else as the directory says. The group's plan is
/// newer, and outlives the directory's loss.
final class Owners {
    private final Supplier<SlotTable> directory;
    private final int slots;
    private volatile SharePlan plan = SharePlan.NONE;

    /// @param directory as last read
    /// @param slots in the region
    Owners(Supplier<SlotTable> directory, int slots) {
        this.directory = directory;
        this.slots = slots;
    }

    void planned(SharePlan newest) {
        plan = newest;
    }

    /// Empty while a slot changes hands, or if nobody knows the owner's address.
    Optional<ChatServer> ownerOf(UserId user) {
        SlotTable table = directory.get();
        return plan.ownerOf(Slots.of(user, slots))
                .flatMap(id -> Optional.ofNullable(table.servers().get(id)))
                .or(() -> table.ownerOf(user));
    }
}
