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
    LOGGED_OUT,
    /// Another process connected as this device. Final: two that each came back would push each other out for ever.
    REPLACED;

    /// Nothing but a new client leads out of it.
    public boolean isFinal() {
        return this == LOGGED_OUT || this == REPLACED;
    }
}
