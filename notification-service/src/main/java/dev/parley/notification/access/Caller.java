package dev.parley.notification.access;

import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;

/// Whom an access token speaks for.
public record Caller(UserId user, DeviceId device) {}
