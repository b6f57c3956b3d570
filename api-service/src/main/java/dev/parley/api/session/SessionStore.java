package dev.parley.api.session;

import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keeps devices and sessions, and tells chat servers through the outbox of sessions that end. Every method is one
/// transaction.
interface SessionStore {
    /// What came of opening a session. Nothing is changed but by OPENED.
    enum Opened {
        OPENED,
        /// The user has no such device.
        NO_SUCH_DEVICE,
        /// The user is suspended, or was erased a moment ago.
        SUSPENDED
    }

    /// Makes a device and opens a session on it. Where the user then has more than [Device#MAX_PER_USER] live
    /// sessions, those not seen for longest end.
    Opened openOnNewDevice(Session session, RefreshToken token, String deviceName, Instant now);

    /// Opens a session on a device that is there, and ends the one that may be open on it.
    ///
    /// @param deviceName its new name, null to leave it
    Opened reopen(Session session, RefreshToken token, @Nullable String deviceName, Instant now);

    /// Looks up the session of a token's family and carries out what `judge` finds: on ROTATE `next` becomes the
    /// current
    /// token and the session expires at `expiresAt`; on REUSE it ends. Of two at the same time the second is judged
    /// after
    /// the first was carried out.
    ///
    /// @return the session as it was, with the judgement; empty if there is no such family
    Optional<Judged> refresh(
            RefreshToken token,
            RefreshToken next,
            Instant expiresAt,
            Instant now,
            Function<Session, Session.Refresh> judge);

    record Judged(Session session, Session.Refresh refresh) {}

    /// Whether the session is live. Notes that its device was seen.
    boolean isLive(long session, Instant now);

    /// Ends a session that is live; does nothing to others.
    void end(long session, Session.End why, Instant now);

    /// Ends the live session on a device of a user.
    ///
    /// @return false if there is none
    boolean endOn(UserId user, DeviceId device, Session.End why, Instant now);

    /// Ends all live sessions of a user but one.
    void endOthers(UserId user, long kept, Session.End why, Instant now);

    /// Ends all live sessions of a user.
    ///
    /// @return how many
    int endAll(UserId user, Session.End why, Instant now);

    /// Ends all live sessions of a user; none is opened until [#unsuspend]. Does nothing for one who is not there. One
    /// that is being opened
    /// meanwhile is refused, or ended.
    ///
    /// @return how many ended
    int suspend(UserId user, Instant now);

    /// @return false if the user was not suspended
    boolean unsuspend(UserId user);

    /// Since when a user has been suspended, if so.
    Optional<Instant> suspendedSince(UserId user);

    /// Devices with a live session, last seen first.
    List<Device> liveDevices(UserId user, Instant now);

    /// Forgets sessions that ended or expired before `before`, and devices that have none left.
    ///
    /// @return how many sessions were forgotten, at most `limit`
    int forget(Instant before, int limit);
}
