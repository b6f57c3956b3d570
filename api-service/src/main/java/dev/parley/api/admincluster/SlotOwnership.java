package dev.parley.api.admincluster;

import dev.parley.contracts.directory.ChatServer;
import dev.parley.contracts.directory.SlotOwner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// Who owns which slots, as chat servers last said.
///
/// @param servers that own slots, by id
/// @param withoutOwner slots that no living server claims; empty, too, while no server lives at all
record SlotOwnership(List<Share> servers, List<Integer> withoutOwner) {
    SlotOwnership {
        servers = List.copyOf(servers);
        withoutOwner = List.copyOf(withoutOwner);
    }

    /// @param slots in rising order
    record Share(ChatServer server, List<Integer> slots) {}

    /// @param living by id
    /// @param owners by slot; may name servers that live no more
    static SlotOwnership of(Map<String, ChatServer> living, Map<Integer, SlotOwner> owners) {
        List<Share> shares = living.values().stream()
                .sorted(Comparator.comparing(ChatServer::id))
                .map(server -> new Share(server, slotsOf(server.id(), owners)))
                .toList();
        int total = living.values().stream().mapToInt(ChatServer::slots).max().orElse(0);
        List<Integer> without =
                new ArrayList<>(IntStream.range(0, total).boxed().toList());
        shares.forEach(share -> without.removeAll(share.slots()));
        return new SlotOwnership(shares, without);
    }

    private static List<Integer> slotsOf(String server, Map<Integer, SlotOwner> owners) {
        return owners.entrySet().stream()
                .filter(it -> Objects.equals(it.getValue().server(), server))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
