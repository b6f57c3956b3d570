package dev.parley.chat.ownership;

import dev.parley.chat.share.SharePlan;
import dev.parley.contracts.directory.SlotTable;
import dev.parley.contracts.directory.Slots;
import dev.parley.contracts.id.UserId;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/// Who owns a user's inbox: as the servers of the group last agreed, else as the directory says. The group's plan is
/// newer, and outlives the directory's loss.
final class Owners {
    private final Supplier<SlotTable> directory;
    private final int slots;
    private volatile SharePlan plan = SharePlan.NONE;

    /// @param server its id
    /// @param url where clients reach it
    record Owner(String server, URI url) {}

    /// @param directory as last read
    /// @param slots in the region
    Owners(Supplier<SlotTable> directory, int slots) {
        this.directory = directory;
        this.slots = slots;
    }

    void planned(SharePlan newest) {
        plan = newest;
    }

    /// Empty while nobody can tell.
    Optional<Owner> ownerOf(UserId user) {
        SharePlan now = plan;
        return now.ownerOf(Slots.of(user, slots))
                .flatMap(
                        server -> Optional.ofNullable(now.servers().get(server)).map(url -> new Owner(server, url)))
                .or(() -> directory.get().ownerOf(user).map(server -> new Owner(server.id(), server.url())));
    }
}
