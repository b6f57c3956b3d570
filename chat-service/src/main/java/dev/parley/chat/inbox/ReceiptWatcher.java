package dev.parley.chat.inbox;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;

/// Told how far users have come in what others wrote. Must not block: an inbox's lock is held meanwhile. After a crash
/// of a server it may be told again.
public interface ReceiptWatcher {
    /// The read mark stands here now.
    void read(UserId reader, ConversationId conversation, long readSeq);

    /// A device has confirmed what the other of the two wrote, up to here.
    void delivered(UserId recipient, ConversationId.Direct conversation, long seq);
}
