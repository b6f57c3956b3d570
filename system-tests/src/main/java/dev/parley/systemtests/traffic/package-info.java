/// Writes down what passes the public door of a Parley under test, each thing once. Runs inside the gateway's process.
/// Start at `Recordings`.
@NullMarked
package dev.parley.systemtests.traffic;

import org.jspecify.annotations.NullMarked;
