package dev.parley.api.conversation;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Knows names, groups and who wants receipts.
public interface ParticipantStore {
    /// Titles of the groups a user is in now.
    Map<ConversationId, String> groupsOf(UserId user);

    /// Members of groups, in the order in which they joined.
    Map<ConversationId, List<Participant>> membersOf(Collection<ConversationId.Group> groups);

    /// Users by id; those who do not exist are missing.
    Map<UserId, Peer> peers(Collection<UserId> users);

    /// Those of the users who have turned read receipts off.
    Set<UserId> withoutReceipts(Collection<UserId> users);

    /// @param role in lower case
    record Participant(UserId userId, String role, String name, String displayName) {}

    /// The other side of a direct conversation.
    record Peer(UserId userId, String name, String displayName) {}
}
