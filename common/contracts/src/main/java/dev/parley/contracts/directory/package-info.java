/// Which chat server owns which slot, as published in Redis. Imports ids and the JSON tokenizer. Start at
/// `SlotTable`.
@NullMarked
package dev.parley.contracts.directory;

import org.jspecify.annotations.NullMarked;
