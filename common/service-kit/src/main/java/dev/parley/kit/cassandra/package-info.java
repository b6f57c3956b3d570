/// Opens Cassandra sessions. Start at `CassandraWiring`.
@NullMarked
package dev.parley.kit.cassandra;

import org.jspecify.annotations.NullMarked;
