package dev.parley.chat.conversation;

import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;

/// One record of the conversation log.
///
/// @param partition of the log
record LogRecordRead(int partition, Position position, ConversationId conversation, LogEntry entry) {}
