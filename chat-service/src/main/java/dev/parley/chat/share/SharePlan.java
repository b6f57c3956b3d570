package dev.parley.chat.share;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Who owns which partition once what is under way has moved. All servers of a group learn it at the same time.
///
/// @param owners ids of servers by partition
/// @param servers all that are in the group, each with where clients reach it
/// @param more further partitions will have to move, but may not yet
public record SharePlan(Map<Integer, String> owners, Map<String, URI> servers, boolean more) {
    /// Before anything is known.
    public static final SharePlan NONE = new SharePlan(Map.of(), Map.of(), false);

    public SharePlan {
        owners = Map.copyOf(owners);
        servers = Map.copyOf(servers);
    }

    public Optional<String> ownerOf(int partition) {
        return Optional.ofNullable(owners.get(partition));
    }
}
