/// Keeping one connection: when to connect where, when to doubt it, how to write to it. Imports frames, and the
/// JDK's WebSocket in its adapter. Start at `Link`.
@NullMarked
package dev.parley.client.connection;

import org.jspecify.annotations.NullMarked;
