/// Real PostgreSQL, Redis, Kafka and Cassandra as child processes of this JVM, out of artifacts of Maven's
/// repository, for one
/// machine without Docker. Imports the JDK and an archive reader, nothing of Parley. Start reading at
/// [dev.parley.engines.Engines].
@NullMarked
package dev.parley.engines;

import org.jspecify.annotations.NullMarked;
