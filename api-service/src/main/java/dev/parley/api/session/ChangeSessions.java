package dev.parley.api.session;

import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What operators see and change of a user's logins. Chat servers hear of each that ends and close what is connected.
public final class ChangeSessions {
    private final SessionStore sessions;
    private final InstantSource clock;

    ChangeSessions(SessionStore sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /// Devices that are logged in, last seen first.
    public List<Device> devices(UserId user) {
        return sessions.liveDevices(user, clock.instant());
    }

    /// Logs a device out.
    ///
    /// @return false if it is not logged in
    public boolean end(UserId user, DeviceId device) {
        return sessions.endOn(user, device, Session.End.REVOKED, clock.instant());
    }

    /// Logs all devices out.
    ///
    /// @return how many
    public int endAll(UserId user) {
        return sessions.endAll(user, Session.End.REVOKED, clock.instant());
    }

    /// Logs all devices out and lets none in again.
    ///
    /// @param user is there
    /// @return how many were logged in
    public int suspend(UserId user) {
        return sessions.suspend(user, clock.instant());
    }

    /// @return false if the user was not suspended
    public boolean unsuspend(UserId user) {
        return sessions.unsuspend(user);
    }

    /// Since when a user has been suspended, if so.
    public Optional<Instant> suspendedSince(UserId user) {
        return sessions.suspendedSince(user);
    }
}
