package dev.parley.kit.access;

import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;

/// Whom an access token speaks for.
public record Caller(UserId user, DeviceId device, SessionId session) {}
