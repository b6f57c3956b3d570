package dev.parley.client.event;

import dev.parley.contracts.event.MembershipChange;

/// What an event says.
public sealed interface Content {
    /// @param clientMessageId the author's own name for the message
    record Message(String clientMessageId, String text) implements Content {}

    record Membership(MembershipChange change) implements Content {}

    /// The author blocked, or no longer blocks, the other user of a direct conversation.
    record Block(boolean blocked) implements Content {}

    /// A kind of event this version does not know. It has its seq all the same.
    record Other(String kind) implements Content {}
}
