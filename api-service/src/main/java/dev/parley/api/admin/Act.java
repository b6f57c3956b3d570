package dev.parley.api.admin;

import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import org.jspecify.annotations.Nullable;

/// Something an operator does.
///
/// @param user on whom, null for an act on a server
/// @param server on which, empty for an act on a user
/// @param reason in the operator's words, for whoever reads it later; at most [#MAX_REASON] code points, may be empty
public record Act(
        Admin who,
        Kind kind,
        @Nullable UserId user,
        @Nullable DeviceId device,
        String server,
        String reason) {
    public static final int MAX_REASON = 200;

    public enum Kind {
        LOOK_UP,
        LIST_DEVICES,
        DISCONNECT,
        SUSPEND,
        UNSUSPEND,
        EXPORT,
        TRACE,
        /// Began, or went on with it.
        ERASE,
        /// Nothing is left to be erased.
        ERASED,
        DRAIN,
        UNDRAIN
    }

    public static Act on(UserId user, Admin who, Kind kind, String reason) {
        return new Act(who, kind, user, null, "", reason);
    }

    public static Act on(String server, Admin who, Kind kind, String reason) {
        return new Act(who, kind, null, null, server, reason);
    }
}
