/// The changes of presence that chat servers publish. For now they are counted; what is to be done with them is a
/// later issue. Imports the JDK and, in metrics and wiring, Kafka and Micrometer. Start at `PresenceChanges`.
@NullMarked
package dev.parley.presence.change;

import org.jspecify.annotations.NullMarked;
