/// Kafka records and stored payloads: domain values to protobuf bytes and back. Start at `LogRecords`.
@NullMarked
package dev.parley.contracts.record;

import org.jspecify.annotations.NullMarked;
