package dev.parley.contracts.event;

import dev.parley.contracts.id.UserId;
import java.util.List;

/// Whom a user wants to hear of.
public record Watch(UserId watcher, List<UserId> watched) {
    /// Most pairs of watcher and watched in one request between services.
    public static final int MAX_PAIRS = 1_000;

    public Watch {
        watched = List.copyOf(watched);
    }
}
