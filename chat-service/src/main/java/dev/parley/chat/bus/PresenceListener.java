package dev.parley.chat.bus;

import dev.parley.chat.inbox.Connection;
import dev.parley.contracts.bus.BusMessage;
import dev.parley.contracts.id.UserId;
import java.util.List;

/// Takes changes of presence that the bus brought.
public interface PresenceListener {
    /// Writes them to those of the user's devices that watch whom they are about, and flushes. Must not block: all that
    /// comes over the bus waits meanwhile.
    ///
    /// @param connections the user's; one or more
    void changed(UserId user, List<Connection> connections, BusMessage.Presence presence);
}
