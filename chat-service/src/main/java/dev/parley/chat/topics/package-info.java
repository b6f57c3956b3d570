/// Kafka as the chat service uses it: topics made and checked, appending, owning partitions. Start at
/// `PartitionLoop`.
@NullMarked
package dev.parley.chat.topics;

import org.jspecify.annotations.NullMarked;
