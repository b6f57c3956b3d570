/// Tests of what `./parley chaos` is told.
@NullMarked
package dev.parley.systemtests.chaos;

import org.jspecify.annotations.NullMarked;
