package dev.parley.chat.ownership;

import dev.parley.chat.inbox.Connection;
import dev.parley.contracts.frame.ServerFrame;
import java.util.Optional;

/// Where a user who came to the wrong server belongs.
public interface Moves {
    /// The owner's address and a fresh ticket for it. Empty while the slot changes hands, or if this server is the
    /// owner.
    Optional<ServerFrame.Moved> moved(Connection connection);
}
