package dev.parley.chat.conversation;

import dev.parley.contracts.event.InboxEntry;
import dev.parley.contracts.id.UserId;
import java.util.concurrent.CompletionStage;

/// Puts entries into users' inboxes.
public interface InboxPublisher {
    /// Appends durably, in the order of calls per user. Does not wait for the log's answer. A patient publisher
    /// never gives up by itself, so
    /// that a later entry cannot overtake an earlier one; an impatient one never blocks and fails with
    /// [UnavailableException].
    CompletionStage<Void> publish(UserId user, InboxEntry entry);
}
