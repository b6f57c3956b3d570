/// What members tell each other without words: who is typing, who has read and received. Nothing of it is kept here.
/// Imports the bus and the ports of inbox and conversation. Start at `PassReceipts`.
@NullMarked
package dev.parley.chat.signal;

import org.jspecify.annotations.NullMarked;
