/// Where a message is: what became of it after its sender let go of it, out of what is kept anyway. Imports
/// contracts, `history`, `conversation`, `block` and `visibility`. Start at `ReadTrace`; docs/decisions/0015 says
/// why it answers from these facts.
@NullMarked
package dev.parley.api.trace;

import org.jspecify.annotations.NullMarked;
