package dev.parley.presence.query;

import dev.parley.contracts.event.Glance;
import dev.parley.contracts.event.Presence;
import dev.parley.contracts.id.UserId;
import dev.parley.presence.state.PresenceStore;
import dev.parley.presence.visibility.VisibilityClient;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Says what one user may know of others. Whoever may not be seen looks like one who does not exist.
final class AnswerPresence {
    private final PresenceStore states;
    private final VisibilityClient visibility;

    AnswerPresence(PresenceStore states, VisibilityClient visibility) {
        this.states = states;
        this.visibility = visibility;
    }

    /// @return for each user, in order
    List<Presence> answer(UserId viewer, List<UserId> users) {
        Set<Glance> allowed = visibility.allowed(
                users.stream().map(user -> new Glance(viewer, user)).toList());
        Map<UserId, Presence> known =
                states.states(allowed.stream().map(Glance::seen).toList());
        return users.stream()
                .map(user -> known.getOrDefault(user, Presence.hidden(user)))
                .toList();
    }
}
