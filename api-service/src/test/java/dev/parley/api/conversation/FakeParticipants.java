package dev.parley.api.conversation;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Groups and choices as a test says.
public final class FakeParticipants implements ParticipantStore {
    final Map<ConversationId, String> groups = new HashMap<>();
    final Map<ConversationId, List<Participant>> members = new HashMap<>();
    public final Set<UserId> off = new HashSet<>();

    public void belong(ConversationId group, UserId... users) {
        members.put(
                group,
                Stream.of(users)
                        .map(user -> new Participant(user, "member", "name", "Name"))
                        .toList());
    }

    @Override
    public Map<ConversationId, String> groupsOf(UserId user) {
        return groups;
    }

    @Override
    public Map<ConversationId, List<Participant>> membersOf(Collection<ConversationId.Group> asked) {
        return members;
    }

    @Override
    public Map<UserId, Peer> peers(Collection<UserId> users) {
        return Map.of();
    }

    @Override
    public Set<UserId> withoutReceipts(Collection<UserId> users) {
        Set<UserId> asked = new HashSet<>(off);
        asked.retainAll(users);
        return asked;
    }
}
