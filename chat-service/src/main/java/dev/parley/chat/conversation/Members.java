package dev.parley.chat.conversation;

import dev.parley.contracts.id.UserId;
import java.util.Set;

/// Who belongs to a conversation.
///
/// @param blocked in a direct conversation: one of the two has blocked the other
public record Members(Set<UserId> users, boolean blocked) {
    public Members {
        users = Set.copyOf(users);
    }
}
