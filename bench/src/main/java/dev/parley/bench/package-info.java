/// `./parley bench`: each workload runs Parley and its floor in turn and compares them. Start at `Main`, then look at
/// `workload.Workload`.
@NullMarked
package dev.parley.bench;

import org.jspecify.annotations.NullMarked;
