package dev.parley.presence.watch;

import dev.parley.presence.state.PresenceStore;
import dev.parley.presence.state.StoreAwayException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks which slots lost their lease, since nobody publishes that, and has the watchers of their users told; and
/// told again when somebody answers for the slot once more. For one thread at a time.
final class RefreshSlots {
    private static final Logger log = LoggerFactory.getLogger(RefreshSlots.class);

    private final PresenceStore states;
    private final PassChanges passChanges;
    private final WatchMetrics metrics;
    private @Nullable Set<Integer> leasedBefore;
    private volatile boolean away;

    RefreshSlots(PresenceStore states, PassChanges passChanges, WatchMetrics metrics) {
        this.states = states;
        this.passChanges = passChanges;
        this.metrics = metrics;
    }

    /// One look.
    void refresh() {
        try {
            Set<Integer> leased = states.leased();
            metrics.leased(leased.size());
            Set<Integer> before = leasedBefore;
            if (before != null) {
                Set<Integer> changed = new HashSet<>(before);
                changed.removeAll(leased);
                leased.stream().filter(slot -> !before.contains(slot)).forEach(changed::add);
                for (int slot : changed) {
                    passChanges.pass(states.online(slot));
                }
            }
            leasedBefore = leased;
            if (away) {
                away = false;
                log.atInfo().setMessage("presence_store_back").log();
            }
        } catch (StoreAwayException noAnswer) {
            metrics.storeFailed();
            if (!away) {
                away = true;
                log.atWarn()
                        .setMessage("presence_store_away")
                        .setCause(noAnswer)
                        .log();
            }
        } catch (RuntimeException bug) {
            // The schedule would end with it.
            log.atError().setMessage("presence_refresh_failed").setCause(bug).log();
        }
    }

    /// Whether the last look found the store.
    boolean isUp() {
        return !away;
    }
}
