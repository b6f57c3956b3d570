package dev.parley.contracts.event;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;

/// Nobody's screen took this event: ring a phone. (user, conversation, seq) identifies the request; it may come
/// twice.
public record PushRequest(UserId user, ConversationId conversation, long seq, MessageId id, UserId author) {}
