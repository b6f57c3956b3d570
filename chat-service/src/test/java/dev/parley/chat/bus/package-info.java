/// Tests of the bus, and the bus in memory.
@NullMarked
package dev.parley.chat.bus;

import org.jspecify.annotations.NullMarked;
