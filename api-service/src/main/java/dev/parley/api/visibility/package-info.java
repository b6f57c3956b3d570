/// Who may see whether whom is here, for presence-service and for those who ask where their
/// message is. Imports contracts, settings and Cassandra's connection.
/// Start at `Relation`, then `CheckVisibility`.
@NullMarked
package dev.parley.api.visibility;

import org.jspecify.annotations.NullMarked;
