/// Tests of TLS at the WebSocket port; the port itself is tested in `chat.edge`. Start at `NettyTlsTest`.
@NullMarked
package dev.parley.chat.tls;

import org.jspecify.annotations.NullMarked;
