/// Brings PostgreSQL schemas to a service's version, or refuses. Start at `PostgresSchema`.
@NullMarked
package dev.parley.kit.postgres;

import org.jspecify.annotations.NullMarked;
