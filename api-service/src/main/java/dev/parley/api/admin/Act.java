package dev.parley.api.admin;

import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import org.jspecify.annotations.Nullable;

/// Something an operator does with a user.
///
/// @param reason in the operator's words, for whoever reads it later; at most [#MAX_REASON] code points, may be empty
public record Act(
        Admin who, Kind kind, UserId user, @Nullable DeviceId device, String reason) {
    public static final int MAX_REASON = 200;

    public enum Kind {
        LOOK_UP,
        LIST_DEVICES,
        DISCONNECT,
        SUSPEND,
        UNSUSPEND,
        EXPORT,
        ERASE
    }

    public static Act on(UserId user, Admin who, Kind kind, String reason) {
        return new Act(who, kind, user, null, reason);
    }
}
