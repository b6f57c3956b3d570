/// Client sockets, passed through to the chat server they name. Start at `PassSocketFilter`.
@NullMarked
package dev.parley.gateway.socket;

import org.jspecify.annotations.NullMarked;
