package dev.parley.api.session;

import dev.parley.contracts.id.DeviceId;
import java.time.Instant;

/// A device that is logged in.
///
/// @param name as its user calls it; 1 to [#MAX_NAME] code points
/// @param lastSeenAt exact to a minute
public record Device(DeviceId id, String name, Instant createdAt, Instant lastSeenAt) {
    public static final int MAX_NAME = 64;

    /// Devices of one user that may be logged in. One more login logs out the one that was not seen for longest.
    static final int MAX_PER_USER = 50;
}
