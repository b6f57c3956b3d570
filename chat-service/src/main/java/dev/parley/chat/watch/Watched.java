package dev.parley.chat.watch;

import dev.parley.contracts.event.Presence;
import dev.parley.contracts.id.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whom one connection watches, and what it was last told of them. Pure. Not thread-safe.
final class Watched {
    private final int max;
    private final Set<UserId> users = new LinkedHashSet<>();
    private final Map<UserId, Presence> told = new HashMap<>();

    /// @param max users at once
    Watched(int max) {
        this.max = max;
    }

    /// Whoever is named again is told again.
    ///
    /// @return false if there would be too many: nothing was added then
    boolean add(Collection<UserId> named) {
        Set<UserId> all = new LinkedHashSet<>(users);
        all.addAll(named);
        if (all.size() > max) {
            return false;
        }
        users.addAll(named);
        told.keySet().removeAll(Set.copyOf(named));
        return true;
    }

    void remove(Collection<UserId> named) {
        named.forEach(users::remove);
        named.forEach(told::remove);
    }

    Set<UserId> users() {
        return users;
    }

    /// What of this the connection does not know yet. It does from now on.
    List<Presence> news(Collection<Presence> states) {
        List<Presence> news = new ArrayList<>();
        for (Presence state : states) {
            if (users.contains(state.user()) && !state.equals(told.put(state.user(), state))) {
                news.add(state);
            }
        }
        return news;
    }

    /// Whether some user's state was never told.
    boolean isWaiting() {
        return told.size() < users.size();
    }
}
