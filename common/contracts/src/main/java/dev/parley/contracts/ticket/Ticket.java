package dev.parley.contracts.ticket;

import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import java.time.Instant;

/// The right of one device to connect to one chat server, once, until it expires.
///
/// @param id names this ticket, so that its server notices a second use
/// @param session the login that it was granted to
/// @param server id of the chat server it is for
/// @param returning whether it is for coming back: given by its own server to a device that was let in, and longer
/// lived than one that is asked for
public record Ticket(
        String id,
        UserId user,
        DeviceId device,
        SessionId session,
        String server,
        Instant expiresAt,
        boolean returning) {
    /// One that is used at once.
    public Ticket(String id, UserId user, DeviceId device, SessionId session, String server, Instant expiresAt) {
        this(id, user, device, session, server, expiresAt, false);
    }
}
