/// Settings every Kafka client shares. Start at `KafkaSettings`.
@NullMarked
package dev.parley.kit.kafka;

import org.jspecify.annotations.NullMarked;
