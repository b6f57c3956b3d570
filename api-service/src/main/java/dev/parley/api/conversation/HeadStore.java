package dev.parley.api.conversation;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Reads entries that chat-service writes. Every method fails with [dev.parley.api.answer.UnavailableException]
/// while the store does not answer.
public interface HeadStore {
    /// All entries of a user, in no order. 10,000 conversations are one read of 1 MB.
    List<Head> heads(UserId user);

    /// Ids of the last events of these entries; the ids tell their times.
    Map<ConversationId, MessageId> lastEvents(Collection<Head> heads);

    /// How far users have read a conversation; those who have no entry for it are missing.
    Map<UserId, Long> readSeqs(ConversationId conversation, Collection<UserId> users);

    /// Titles of groups as of these entries' last events.
    Map<ConversationId, String> titles(Collection<Head> heads);
}
