package dev.parley.chat.conversation;

import dev.parley.contracts.id.ConversationId;

/// Who belongs to a conversation now, for what is not kept: the log alone decides who may write.
public interface MemberStore {
    /// As of the newest change that was stored, maybe one whose event comes a moment later. Nobody for a group that
    /// nobody has made. Blocks; throws [UnavailableException] when the store does not answer in time.
    Members now(ConversationId conversation);
}
