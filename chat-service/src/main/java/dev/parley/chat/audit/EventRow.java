package dev.parley.chat.audit;

import dev.parley.chat.conversation.Position;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;

/// A row of the history without what was said.
///
/// @param clientMessageId empty for what is no message
/// @param count messages up to and including this one
record EventRow(long seq, MessageId id, UserId author, String clientMessageId, long count, Position position) {
    boolean isMessage() {
        return !clientMessageId.isEmpty();
    }
}
