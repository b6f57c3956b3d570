package dev.parley.client.terminal;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// What the user asked for on the command line.
///
/// @param to whom a send goes, or whose messages alone are listened to
/// @param timeout of a send or of listening; empty for the action's own
record Options(
        String name,
        URI server,
        Action action,
        Optional<String> password,
        Optional<String> to,
        Optional<Duration> timeout,
        boolean json,
        boolean register,
        Optional<String> displayName) {
    /// What to do once logged in.
    sealed interface Action {
        /// Talk with a person.
        record Talk() implements Action {}

        record Send(String text) implements Action {}

        /// @param count end after so many events; 0 for never
        /// @param newOnly leave out what is unread at the start
        record Listen(int count, boolean newOnly) implements Action {}

        record History(String of, int limit) implements Action {}
    }
}
