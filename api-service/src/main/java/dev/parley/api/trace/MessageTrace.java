package dev.parley.api.trace;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a message is, as JSON, for the one who wrote it or for an operator.
///
/// @param seq its place in the conversation
/// @param acceptedAt when the first accepted attempt reached a server
/// @param storedAt when it was written down for good
/// @param inInboxes how many recipients have it in their inbox, as far as that is told
/// @param recipients who belonged to the conversation when it got its place, but for its author
record MessageTrace(
        MessageId messageId,
        ConversationId conversationId,
        long seq,
        Instant acceptedAt,
        Instant storedAt,
        long inInboxes,
        List<Recipient> recipients) {

    /// One who is to get the message. What is null is not for the author to know, or not known.
    ///
    /// @param inInbox their inbox has it: it will reach each device that comes
    /// @param delivered a device has it
    /// @param push as [Push#wireName]
    record Recipient(
            UserId userId,
            @Nullable Boolean inInbox,
            @Nullable Boolean delivered,
            @Nullable Boolean read,
            @Nullable String push) {}
}
