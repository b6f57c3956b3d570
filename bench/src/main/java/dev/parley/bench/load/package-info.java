/// The load generator: one event loop with all sockets, times and counts on it. Knows Netty's transport and the bytes
/// of
/// the protocol, and nothing of what is measured. Start at `Loop`.
@NullMarked
package dev.parley.bench.load;

import org.jspecify.annotations.NullMarked;
