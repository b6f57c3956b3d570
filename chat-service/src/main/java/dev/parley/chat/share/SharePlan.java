package dev.parley.chat.share;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who owns which partition once what is under way has moved. All servers of a group learn it at the same time.
///
/// @param owners ids of servers by partition
/// @param servers all that are in the group
/// @param more further partitions will have to move, but may not yet
public record SharePlan(Map<Integer, String> owners, Set<String> servers, boolean more) {
    /// Before anything is known.
    public static final SharePlan NONE = new SharePlan(Map.of(), Set.of(), false);

    public SharePlan {
        owners = Map.copyOf(owners);
        servers = Set.copyOf(servers);
    }

    public Optional<String> ownerOf(int partition) {
        return Optional.ofNullable(owners.get(partition));
    }
}
