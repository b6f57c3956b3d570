package dev.parley.client.account;

import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;

/// A device's login.
///
/// @param accessToken short-lived
/// @param refreshToken good for one refresh; using an old one ends the login
public record Session(UserId user, DeviceId device, String accessToken, String refreshToken) {
    @Override
    public String toString() {
        return "Session[user=" + user + ", device=" + device + "]";
    }
}
