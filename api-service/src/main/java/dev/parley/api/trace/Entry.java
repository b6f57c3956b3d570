package dev.parley.api.trace;

import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.time.Instant;

/// An event's place in its conversation, without what it says.
///
/// @param isMessage false for changes of groups and blocks
/// @param storedAt when its row was last written; after a crash it may be written again, equal
record Entry(long seq, MessageId id, UserId author, boolean isMessage, Instant storedAt) {}
