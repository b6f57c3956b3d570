package dev.parley.client.connection;

import dev.parley.client.frame.Incoming;
import java.net.URI;

/// What happens to a [Link]. An attempt is one connection; what an earlier one still says is ignored.
public sealed interface LinkInput {
    record Start() implements LinkInput {}

    record Stop() implements LinkInput {}

    record Discovered(URI url, String ticket) implements LinkInput {}

    /// Discovery gave no place and would not give one to the same question.
    ///
    /// @param atLeastMs how long to wait before the next
    record DiscoveryFailed(long atLeastMs) implements LinkInput {}

    /// Discovery does not answer, or says to ask again.
    ///
    /// @param atLeastMs it asked for this much patience
    record DiscoveryAway(long atLeastMs) implements LinkInput {}

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
