package dev.parley.api.history;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Users and groups in memory.
final class MemoryMembershipStore implements MembershipStore {
    private final Set<UserId> users = new HashSet<>();
    private final Map<ConversationId.Group, Set<UserId>> groups = new HashMap<>();

    void addUser(UserId user) {
        users.add(user);
    }

    void addGroup(ConversationId.Group group, UserId... members) {
        groups.put(group, Set.of(members));
    }

    @Override
    public boolean userExists(UserId user) {
        return users.contains(user);
    }

    @Override
    public boolean groupExists(ConversationId.Group group) {
        return groups.containsKey(group);
    }

    @Override
    public boolean isMember(ConversationId.Group group, UserId user) {
        return groups.getOrDefault(group, Set.of()).contains(user);
    }
}
