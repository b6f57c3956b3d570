/// What the least costs that could do the same: each floor is a process of its own with the chat server's JVM options,
/// told what to do over its standard input. Start at `FloorProcess`.
@NullMarked
package dev.parley.bench.floor;

import org.jspecify.annotations.NullMarked;
