package dev.parley.api.outbox;

import dev.parley.contracts.id.ConversationId;
import java.time.Instant;

/// An entry that its log does not have yet, as far as is known.
///
/// @param id rises in the order of entries of a conversation
/// @param addedAt when the change that it tells of was made
/// @param record [dev.parley.contracts.record.LogRecords#encode]
@SuppressWarnings("ArrayRecordComponent") // Handed from the database to Kafka; nobody compares or changes it.
record PendingEntry(long id, ConversationId conversation, Instant addedAt, byte[] record) {}
