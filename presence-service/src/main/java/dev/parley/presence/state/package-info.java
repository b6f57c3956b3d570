/// Who is here, as chat servers wrote it down. Imports contracts and, in the adapter, Redis. Start at
/// `PresenceStore`.
@NullMarked
package dev.parley.presence.state;

import org.jspecify.annotations.NullMarked;
