/// The chat service: sockets in, ordered durable events out. Start at `ChatService`.
@NullMarked
package dev.parley.chat;

import org.jspecify.annotations.NullMarked;
