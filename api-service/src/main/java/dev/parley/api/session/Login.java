package dev.parley.api.session;

import dev.parley.api.edge.Caller;
import java.time.Instant;

/// What a client gets to be logged in with.
///
/// @param accessToken good until `expiresAt`
/// @param refreshToken good for one exchange
record Login(Caller caller, String accessToken, RefreshToken refreshToken, Instant expiresAt) {}
