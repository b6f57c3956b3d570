/// What all controllers share: who calls, how ids and JSON are read, what errors look like. Imports no other
/// feature but
/// `answer`. Start at `EdgeWiring`.
@NullMarked
package dev.parley.api.edge;

import org.jspecify.annotations.NullMarked;
