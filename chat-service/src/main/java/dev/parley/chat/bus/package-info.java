/// The ephemeral bus between servers: who types, who has read, who is online. Nothing on it is kept, and nothing waits
/// for it. Imports the ports of the inbox. Start at `BusPublisher`.
@NullMarked
package dev.parley.chat.bus;

import org.jspecify.annotations.NullMarked;
