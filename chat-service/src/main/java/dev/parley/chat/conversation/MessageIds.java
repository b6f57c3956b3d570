package dev.parley.chat.conversation;

import dev.parley.contracts.id.MessageId;

/// Stamps messages on their way into a log. Safe for any number of threads.
@FunctionalInterface
public interface MessageIds {
    /// An id that no other message has, greater than those this process gave before. Does not block.
    ///
    /// @throws UnavailableException while this process may not stamp: its lease is lost, or its clock went back
    MessageId next();
}
