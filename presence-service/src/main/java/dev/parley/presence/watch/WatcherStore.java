package dev.parley.presence.watch;

import dev.parley.contracts.event.Glance;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Who wants to hear of whom. Methods block for a bounded time and throw
/// [dev.parley.presence.state.StoreAwayException] if there is no answer.
interface WatcherStore {
    /// Watchers of one user that are told at once. More hear of a change when their watch is renewed.
    int MAX_TOLD = 10_000;

    /// Each viewer wants to hear of whom they see, until `until`.
    void watch(Collection<Glance> glances, Instant now, Instant until);

    /// Those whose wish has not ended.
    Map<UserId, List<UserId>> watchers(Collection<UserId> users, Instant now);
}
