/// Who may see whether whom is here, for presence-service. Imports contracts, settings and Cassandra's connection.
/// Start at `Relation`, then `CheckVisibility`.
@NullMarked
package dev.parley.api.visibility;

import org.jspecify.annotations.NullMarked;
