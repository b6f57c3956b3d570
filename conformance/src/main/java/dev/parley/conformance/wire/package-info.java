/// HTTP and WebSocket as bytes and JSON trees, able to say what no client would. Imports the JDK and Jackson, nothing
/// of
/// ours. Start with `RawSocket`.
@NullMarked
package dev.parley.conformance.wire;

import org.jspecify.annotations.NullMarked;
