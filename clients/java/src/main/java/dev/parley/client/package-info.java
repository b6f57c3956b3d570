/// The Parley client library: logs in, stays connected, hands events over once and in order, sends once. Imports
/// its own packages and the JDK. Start at `ParleyClient`.
@NullMarked
package dev.parley.client;

import org.jspecify.annotations.NullMarked;
