package dev.parley.chat.inbox;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;

/// Told where users move their read marks.
public interface ReadWatcher {
    /// The mark stands here now. Called by the inbox's thread, so it must not block; after a crash of a server maybe
    /// again.
    void moved(UserId reader, ConversationId conversation, long readSeq);
}
