/// The Cassandra schema and its versions. Start at `CassandraSchema`.
@NullMarked
package dev.parley.chat.schema;

import org.jspecify.annotations.NullMarked;
