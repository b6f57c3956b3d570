package dev.parley.api.history;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;

/// What the authority over users and groups knows, for conversations whose log says nothing yet. Fails with
/// Spring's data access exceptions while it does not answer.
interface MembershipStore {
    boolean userExists(UserId user);

    boolean groupExists(ConversationId.Group group);

    boolean isMember(ConversationId.Group group, UserId user);
}
