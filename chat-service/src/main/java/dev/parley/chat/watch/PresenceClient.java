package dev.parley.chat.watch;

import dev.parley.contracts.event.Presence;
import dev.parley.contracts.event.Watch;
import java.util.List;

/// Asks presence-service.
public interface PresenceClient {
    /// Has the watchers told of changes for the next minute and a half, and says how it stands now. Blocks, for a
    /// bounded time.
    ///
    /// @param watches at most [Watch#MAX_PAIRS] pairs altogether
    /// @return for each watch, in order, what its watcher may know of each watched user
    /// @throws dev.parley.chat.conversation.UnavailableException if there is no answer in time
    List<List<Presence>> watch(List<Watch> watches);
}
