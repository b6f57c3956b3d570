/// Who is here: takes signs of life from the edge and tells the store and the watchers' service who came and who
/// went. Imports contracts, the owned slots and the Kafka appender. Start at `SlotPresence`, then
/// `AnnouncePresence`.
@NullMarked
package dev.parley.chat.presence;

import org.jspecify.annotations.NullMarked;
