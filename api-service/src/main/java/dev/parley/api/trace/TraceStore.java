package dev.parley.api.trace;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Reads what chat-service wrote down about events and inboxes. Every method fails with
/// [dev.parley.api.answer.UnavailableException] while the store does not answer.
interface TraceStore {
    /// Events of one bucket from `highest` downwards, newest first.
    List<Entry> entries(ConversationId conversation, long bucket, long highest, int limit);

    /// Those of whom nothing is written down are missing.
    Map<UserId, Marks> marks(ConversationId conversation, Collection<UserId> users);
}
