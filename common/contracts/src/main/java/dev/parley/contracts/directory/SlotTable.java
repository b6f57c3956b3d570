package dev.parley.contracts.directory;

import dev.parley.contracts.id.UserId;
import java.util.Map;
import java.util.Optional;

/// One region's chat servers and slots at one moment. Immutable.
public final class SlotTable {
    private final Map<String, ChatServer> servers;
    private final Map<Integer, SlotOwner> owners;

    /// @param servers the living ones, by id
    /// @param owners by slot; one whose server is not among the living counts as absent
    public SlotTable(Map<String, ChatServer> servers, Map<Integer, SlotOwner> owners) {
        this.servers = Map.copyOf(servers);
        this.owners = Map.copyOf(owners);
    }

    public Map<String, ChatServer> servers() {
        return servers;
    }

    /// The living server that owns the user's inbox. Empty while a slot changes hands or no server lives.
    public Optional<ChatServer> ownerOf(UserId user) {
        Optional<ChatServer> any = servers.values().stream().findAny();
        return any.map(ChatServer::slots)
                .map(slots -> owners.get(Slots.of(user, slots)))
                .map(owner -> servers.get(owner.server()));
    }
}
