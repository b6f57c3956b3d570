/// A server that plays one bad day at a time, and what a client must make of it. Imports `wire` and the words of
/// `check`.
/// Start with `Scenarios`, the list.
@NullMarked
package dev.parley.conformance.hostile;

import org.jspecify.annotations.NullMarked;
