/// What every Kafka client shares, and a loop that reads topics. Start at `KafkaSettings` and `ConsumerLoop`.
@NullMarked
package dev.parley.kit.kafka;

import org.jspecify.annotations.NullMarked;
