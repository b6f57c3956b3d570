/// The WebSocket edge on Netty: frames in, frames out, limits. Imports the ports of inbox, conversation and
/// ownership. Start at `ChatSocketHandler`.
@NullMarked
package dev.parley.chat.edge;

import org.jspecify.annotations.NullMarked;
