/// WebSocket frames and their JSON. Imports ids, events, errors and the JSON tokenizer. Start at `ClientFrame` and
/// `ServerFrame`.
@NullMarked
package dev.parley.contracts.frame;

import org.jspecify.annotations.NullMarked;
