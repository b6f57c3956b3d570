package dev.parley.api.edge;

import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;

/// Who makes a request. A controller method that has a parameter of this type is for logged-in callers only.
///
/// @param session the login that the access token comes from
public record Caller(UserId user, DeviceId device, long session) {}
