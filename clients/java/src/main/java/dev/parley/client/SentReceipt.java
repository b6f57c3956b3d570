package dev.parley.client;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;

/// A message that is durable, in order and on its way to everyone.
public record SentReceipt(ConversationId conversation, long seq, MessageId messageId) {}
