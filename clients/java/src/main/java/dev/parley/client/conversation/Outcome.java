package dev.parley.client.conversation;

import dev.parley.contracts.id.MessageId;

/// What became of a send.
public sealed interface Outcome {
    /// It is durable, in order and on its way to everyone.
    record Sent(long seq, MessageId messageId) implements Outcome {}

    /// It will never be sent.
    ///
    /// @param code wire name of an error code, or [#OUTBOX_FULL]
    record Refused(String code, String detail) implements Outcome {}

    /// More sends are pending than the client keeps.
    String OUTBOX_FULL = "outbox_full";
}
