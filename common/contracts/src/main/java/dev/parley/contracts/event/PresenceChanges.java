package dev.parley.contracts.event;

import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.List;

/// Users of one slot that came or went, as a chat server found it. A hint to look, not the truth: by the time it is
/// read the user may be elsewhere, and Redis says where.
public record PresenceChanges(int slot, List<Change> changes) {
    public PresenceChanges {
        changes = List.copyOf(changes);
    }

    /// @param foundAt by the chat server's clock
    public record Change(UserId user, boolean online, Instant foundAt) {}
}
