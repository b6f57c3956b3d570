/// Frames as a client reads and writes them. Imports contracts, events and Jackson. Start at `Incoming`.
@NullMarked
package dev.parley.client.frame;

import org.jspecify.annotations.NullMarked;
