/// TLS of the WebSocket port. May import service-kit and Netty. Start at `NettyTls`.
@NullMarked
package dev.parley.chat.tls;

import org.jspecify.annotations.NullMarked;
