package dev.parley.presence.watch;

import dev.parley.contracts.bus.BusMessage;
import dev.parley.contracts.event.Glance;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.id.UserId;
import dev.parley.presence.bus.BusPublisher;
import dev.parley.presence.state.PresenceStore;
import dev.parley.presence.visibility.VisibilityClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells the watchers of users that came or went how it stands with them now.
///
/// What is told is read from the store, not taken from the news: news may come twice, late, or from a chat server
/// that does not know yet that it was succeeded. So whatever order it comes in, the last thing told is true.
public final class PassChanges {
    /// Users looked at together.
    private static final int AT_ONCE = 500;

    private final WatcherStore watchers;
    private final PresenceStore states;
    private final VisibilityClient visibility;
    private final BusPublisher bus;
    private final WatchMetrics metrics;
    private final InstantSource clock;

    PassChanges(
            WatcherStore watchers,
            PresenceStore states,
            VisibilityClient visibility,
            BusPublisher bus,
            WatchMetrics metrics,
            InstantSource clock) {
        this.watchers = watchers;
        this.states = states;
        this.visibility = visibility;
        this.bus = bus;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// Throws [dev.parley.presence.state.StoreAwayException] while the store does not answer; doing all again is
    /// harmless then.
    public void pass(Collection<UserId> changed) {
        List<UserId> all = List.copyOf(new LinkedHashSet<>(changed));
        for (int start = 0; start < all.size(); start += AT_ONCE) {
            passSome(all.subList(start, Math.min(start + AT_ONCE, all.size())));
        }
    }

    private void passSome(List<UserId> users) {
        Map<UserId, List<UserId>> watching = watchers.watchers(users, clock.instant());
        if (watching.isEmpty()) {
            return;
        }
        Map<UserId, Presence> now = states.states(watching.keySet());
        List<Glance> glances = new ArrayList<>();
        watching.forEach((user, those) -> those.forEach(watcher -> glances.add(new Glance(watcher, user))));
        Map<List<BusMessage.Change>, List<UserId>> told = new HashMap<>();
        changes(visibility.allowed(glances), users, now)
                .forEach((watcher, changes) ->
                        told.computeIfAbsent(changes, same -> new ArrayList<>()).add(watcher));
        int slots = states.slots();
        if (slots > 0) {
            told.forEach((changes, recipients) -> publish(changes, recipients, slots));
        }
    }

    /// What each watcher is told, users in one order for all.
    private static Map<UserId, List<BusMessage.Change>> changes(
            Set<Glance> allowed, List<UserId> users, Map<UserId, Presence> now) {
        Map<UserId, Set<UserId>> seen = new HashMap<>();
        allowed.forEach(glance -> seen.computeIfAbsent(glance.viewer(), same -> new LinkedHashSet<>())
                .add(glance.seen()));
        Map<UserId, List<BusMessage.Change>> changes = new HashMap<>();
        seen.forEach((watcher, those) -> changes.put(
                watcher,
                users.stream()
                        .filter(those::contains)
                        .map(user -> now.getOrDefault(user, Presence.hidden(user)))
                        .map(state -> new BusMessage.Change(state.user(), state.online(), state.lastSeenAt()))
                        .toList()));
        return changes;
    }

    private void publish(List<BusMessage.Change> changes, List<UserId> recipients, int slots) {
        metrics.told(recipients.size());
        BusMessage.bySlot(recipients, new BusMessage.Presence(changes), slots)
                .forEach((slot, messages) -> messages.forEach(message -> bus.publish(slot, message)));
    }
}
