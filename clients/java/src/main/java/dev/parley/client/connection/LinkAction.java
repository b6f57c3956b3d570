package dev.parley.client.connection;

import java.net.URI;

/// What a [Link] wants done, in order.
public sealed interface LinkAction {
    /// Ask discovery for a server and a ticket.
    record Discover() implements LinkAction {}

    record Open(long attempt, URI url) implements LinkAction {}

    /// Say hello with this ticket.
    record Greet(String ticket) implements LinkAction {}

    /// Send a heartbeat and a ping.
    record Beat() implements LinkAction {}

    /// Close this connection, if it is there; nothing of it counts any more.
    record Abandon(long attempt) implements LinkAction {}

    record Changed(LinkState state) implements LinkAction {}
}
