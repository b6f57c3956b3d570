package dev.parley.chat.conversation;

import dev.parley.contracts.event.LogEntry;
import dev.parley.contracts.id.ConversationId;
import java.util.concurrent.CompletionStage;

/// The logs of all conversations, for appending.
public interface ConversationLog {
    /// Appends durably, after everything this caller appended to the same conversation before. Does not block.
    /// Fails with
    /// [UnavailableException] when the log does not take the entry within its bound: it may or may not stand in the
    /// log then, and a repeated send is recognised.
    CompletionStage<Void> append(ConversationId conversation, LogEntry entry);
}
