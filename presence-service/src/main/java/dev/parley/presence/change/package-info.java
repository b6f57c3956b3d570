/// The changes of presence that chat servers publish. Imports contracts, Kafka and the use case that passes them on.
/// Start at `KafkaChanges`.
@NullMarked
package dev.parley.presence.change;

import org.jspecify.annotations.NullMarked;
