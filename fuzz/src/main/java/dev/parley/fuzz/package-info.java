/// `./parley fuzz`: one process of Jazzer for each target, and what came of it. Imports the kit and the lists of
/// targets in every module's tests. Start at `Main`.
@NullMarked
package dev.parley.fuzz;

import org.jspecify.annotations.NullMarked;
