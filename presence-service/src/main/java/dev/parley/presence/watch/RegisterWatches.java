package dev.parley.presence.watch;

import dev.parley.contracts.event.Glance;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.event.Watch;
import dev.parley.contracts.id.UserId;
import dev.parley.presence.state.PresenceStore;
import dev.parley.presence.visibility.VisibilityClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Has watchers told of those they may see, for a while, and says how it stands. Whom they may not see they do not
/// watch either: lists of strangers and of ids that nobody has leave nothing behind.
final class RegisterWatches {
    /// Chat servers say a watch again every 40 s; two such renewals may be lost.
    static final Duration LIFE = Duration.ofSeconds(100);

    private final WatcherStore watchers;
    private final PresenceStore states;
    private final VisibilityClient visibility;
    private final InstantSource clock;

    RegisterWatches(WatcherStore watchers, PresenceStore states, VisibilityClient visibility, InstantSource clock) {
        this.watchers = watchers;
        this.states = states;
        this.visibility = visibility;
        this.clock = clock;
    }

    /// @return for each watch, in order, what its watcher may know
    List<List<Presence>> register(List<Watch> watches) {
        Set<Glance> allowed = visibility.allowed(watches.stream()
                .flatMap(watch -> watch.watched().stream().map(user -> new Glance(watch.watcher(), user)))
                .toList());
        Instant now = clock.instant();
        // First: a change after this is told, a change before it is in the states.
        watchers.watch(allowed, now, now.plus(LIFE));
        Map<UserId, Presence> known =
                states.states(allowed.stream().map(Glance::seen).distinct().toList());
        return watches.stream()
                .map(watch -> watch.watched().stream()
                        .map(user -> allowed.contains(new Glance(watch.watcher(), user))
                                ? known.getOrDefault(user, Presence.hidden(user))
                                : Presence.hidden(user))
                        .toList())
                .toList();
    }
}
