package dev.parley.discovery.directory;

import dev.parley.contracts.directory.ChatServer;
import dev.parley.contracts.directory.SlotOwner;
import dev.parley.contracts.directory.SlotTable;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/// Tables for tests: one slot for each server, in order.
public final class Tables {
    private Tables() {}

    public static SlotTable of(String... ids) {
        Map<String, ChatServer> servers = new HashMap<>();
        Map<Integer, SlotOwner> owners = new HashMap<>();
        for (int slot = 0; slot < ids.length; slot++) {
            servers.put(ids[slot], server(ids[slot], ids.length));
            owners.put(slot, new SlotOwner(ids[slot], 1));
        }
        return new SlotTable(servers, owners);
    }

    public static ChatServer server(String id, int slots) {
        return new ChatServer(
                id, URI.create("ws://gateway.test/ws/" + id), "127.0.0.1:7084", "eu", "", slots, 0, false);
    }
}
