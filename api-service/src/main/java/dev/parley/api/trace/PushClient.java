package dev.parley.api.trace;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.Collection;
import java.util.Map;

/// Knows what became of rings that were asked for.
interface PushClient {
    /// Of each user the most that is known of any phone; those of whom nothing is known are missing. Blocks for a
    /// bounded time.
    ///
    /// @throws dev.parley.api.answer.UnavailableException if nobody answers
    Map<UserId, Push> pushes(ConversationId conversation, long seq, Collection<UserId> users);
}
