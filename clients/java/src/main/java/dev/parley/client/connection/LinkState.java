package dev.parley.client.connection;

/// Where a client stands with its server.
public enum LinkState {
    STOPPED,
    /// Backing off before the next attempt.
    WAITING,
    /// Asking where to go.
    DISCOVERING,
    CONNECTING,
    /// Connected, hello said.
    GREETING,
    LIVE,
    /// The device may not connect any more. Final.
    LOGGED_OUT
}
