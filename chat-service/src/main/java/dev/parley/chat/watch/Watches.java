package dev.parley.chat.watch;

import dev.parley.chat.inbox.Connection;
import dev.parley.contracts.id.UserId;
import java.util.List;

/// Whom connections watch, as the edge says it. No method blocks; any thread.
public interface Watches {
    /// The connection is told how it stands with these users soon, and again at each change.
    ///
    /// @return false if the connection would watch too many: nothing changes then
    boolean watch(Connection connection, List<UserId> users);

    void unwatch(Connection connection, List<UserId> users);

    /// Whoever answers for presence has probably forgotten all wishes: they are said again in the next seconds.
    void forgotten();

    /// The connection is closed. Unknown ones are ignored.
    void gone(Connection connection);
}
