package dev.parley.api.block;

import dev.parley.api.account.PublicProfile;
import dev.parley.api.answer.Answer;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.util.List;
import java.util.OptionalLong;

/// Keeps blocks, and tells the direct conversations' logs of changes through the outbox. Every method is one
/// transaction.
public interface BlockStore {
    /// Sets or lifts a block, where that changes something.
    ///
    /// @param entryId of the log entry with its [BlockChange], if there is one
    /// @return the entry in the outbox, empty if it was so already; [ErrorCode#UNKNOWN_USER] if one of the two
    /// does not exist (any more)
    Answer<OptionalLong> set(UserId blocker, UserId blocked, boolean active, MessageId entryId);

    /// Whether either of the two blocks the other.
    boolean isBetween(UserId one, UserId other);

    /// Whom `blocker` blocks, by user id.
    ///
    /// @param after user ids above this one; 0 for all
    List<PublicProfile> blockedBy(UserId blocker, long after, int limit);
}
