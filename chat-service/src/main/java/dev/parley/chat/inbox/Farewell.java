package dev.parley.chat.inbox;

import java.util.List;

/// Takes leave of devices whose inbox goes to another server.
@FunctionalInterface
public interface Farewell {
    /// Nothing more of the inbox will come to these connections: tells each where to go, and closes it.
    void leave(List<Connection> connections);
}
