/// The client's heart, without I/O, clock or threads: exactly-once hand-over in order, the outbox, the cursor.
/// Imports contracts, events and frames. Start at `ClientCore`.
@NullMarked
package dev.parley.client.conversation;

import org.jspecify.annotations.NullMarked;
