package dev.parley.chat.bus;

import dev.parley.contracts.bus.BusMessage;
import dev.parley.contracts.id.UserId;
import java.util.Collection;

/// Tells users something if they are connected right now, at whichever server.
public interface BusPublisher {
    /// Sends and forgets. Comes at most once and in no order; where the bus is away or full it does not come, which is
    /// counted and told to nobody. Never blocks, and never throws for trouble of the bus. Any thread.
    ///
    /// @param recipients any number of users of this region; one who stands there twice counts once
    void publish(Collection<UserId> recipients, BusMessage.What what);
}
