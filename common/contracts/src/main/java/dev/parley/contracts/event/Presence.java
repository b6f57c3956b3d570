package dev.parley.contracts.event;

import dev.parley.contracts.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one user may know of another: whether they are here and, if not, since when.
///
/// @param lastSeenAt null for one who is online, was never seen, or does not want to be
public record Presence(
        UserId user, boolean online, @Nullable Instant lastSeenAt) {
    /// All that strangers learn, and all that is said of users that do not exist.
    public static Presence hidden(UserId user) {
        return new Presence(user, false, null);
    }
}
