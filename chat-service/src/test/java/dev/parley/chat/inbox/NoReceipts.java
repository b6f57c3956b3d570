package dev.parley.chat.inbox;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;

/// For those who don't look at receipts.
public final class NoReceipts implements ReceiptWatcher {
    @Override
    public void read(UserId reader, ConversationId conversation, long readSeq) {}

    @Override
    public void delivered(UserId recipient, ConversationId.Direct conversation, long seq) {}
}
