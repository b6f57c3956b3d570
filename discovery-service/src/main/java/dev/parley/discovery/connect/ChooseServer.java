package dev.parley.discovery.connect;

import dev.parley.contracts.directory.ChatServer;
import dev.parley.contracts.directory.SlotTable;
import dev.parley.contracts.id.UserId;
import dev.parley.discovery.directory.Directory;
import dev.parley.discovery.region.Regions;
import java.util.Optional;

/// Finds the chat server that serves a user: user → region → slot → owner. Public since the simulation asks it, too.
public final class ChooseServer {
    private final Regions regions;
    private final Directory directory;

    public ChooseServer(Regions regions, Directory directory) {
        this.regions = regions;
        this.directory = directory;
    }

    /// What was found.
    public sealed interface Choice {
        record Found(String region, ChatServer server) implements Choice {}

        /// The user's slot changes hands, or no server lives. Passes within seconds.
        record NoOwner(String region) implements Choice {}

        /// The region was not read for too long.
        record DirectoryStale(String region) implements Choice {}
    }

    /// @param now nanoseconds of the directory's ticker
    public Choice choose(UserId user, Regions.Wish wish, long now) {
        String region = regions.of(user, wish);
        Optional<SlotTable> table = directory.table(region, now);
        if (table.isEmpty()) {
            return new Choice.DirectoryStale(region);
        }
        return table.get()
                .ownerOf(user)
                .<Choice>map(server -> new Choice.Found(region, server))
                .orElseGet(() -> new Choice.NoOwner(region));
    }
}
