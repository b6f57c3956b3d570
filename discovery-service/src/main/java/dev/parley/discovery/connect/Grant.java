package dev.parley.discovery.connect;

import java.net.URI;
import java.time.Instant;

/// Where to connect and the right to do so, once.
///
/// @param url of the chat server's socket
/// @param ticket for the `hello` frame; secret
/// @param expiresAt when the ticket does
/// @param server the chat server's id
public record Grant(URI url, String ticket, Instant expiresAt, String region, String server) {
    /// Without the ticket, which is no text for logs.
    @Override
    public String toString() {
        return "Grant[region=" + region + ", server=" + server + "]";
    }
}
