/// Changes on their way to conversation logs: admitted in PostgreSQL, appended to Kafka, in order per conversation,
/// none
/// lost. docs/decisions says why this is no library. Start at `RelayOutbox`.
@NullMarked
package dev.parley.api.outbox;

import org.jspecify.annotations.NullMarked;
