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
public record Ticket(String id, UserId user, DeviceId device, SessionId session, String server, Instant expiresAt) {}
