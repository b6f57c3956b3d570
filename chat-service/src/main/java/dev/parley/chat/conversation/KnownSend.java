package dev.parley.chat.conversation;

import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;

/// A send that has become an event.
public record KnownSend(UserId author, String clientMessageId, long seq, MessageId id) {}
