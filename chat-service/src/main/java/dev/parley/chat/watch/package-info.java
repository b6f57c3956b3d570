/// Who watches whom on this server's connections: registers watches with presence-service and tells connections how
/// it stands. Imports contracts, connections and what the bus brings. Start at `AnswerWatches`.
@NullMarked
package dev.parley.chat.watch;

import org.jspecify.annotations.NullMarked;
