/// Real PostgreSQL, Redis, Kafka and Cassandra for tests, and room of its own on them for each test class. Start
/// reading at
/// [dev.parley.testkit.engines.TestEngines].
@NullMarked
package dev.parley.testkit.engines;

import org.jspecify.annotations.NullMarked;
