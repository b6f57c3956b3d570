package dev.parley.client.connection;

import dev.parley.client.frame.Incoming;
import java.net.URI;

/// What happens to a [Link]. An attempt is one connection; what an earlier one still says is ignored.
public sealed interface LinkInput {
    record Start() implements LinkInput {}

    record Stop() implements LinkInput {}

    record Discovered(URI url, String ticket) implements LinkInput {}

    /// @param atLeastMs the server asked for this much patience
    record DiscoveryFailed(long atLeastMs) implements LinkInput {}

    /// This device's login is worth nothing any more.
    record LoggedOut() implements LinkInput {}

    record Opened(long attempt) implements LinkInput {}

    /// It could not be opened, or broke, or was closed.
    record Gone(long attempt) implements LinkInput {}

    /// A sign of life that is no frame.
    record Pong(long attempt) implements LinkInput {}

    record Received(long attempt, Incoming frame) implements LinkInput {}

    /// Whoever uses the connection doubts it.
    record Doubted() implements LinkInput {}

    record Tick() implements LinkInput {}
}
