package dev.parley.contracts.event;

import dev.parley.contracts.id.UserId;

/// One user looks at another.
public record Glance(UserId viewer, UserId seen) {
    /// Most of them in one request between services.
    public static final int MAX_AT_ONCE = 1_000;
}
