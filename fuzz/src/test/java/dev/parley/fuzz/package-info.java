/// Tests that a bug is found and that no target is forgotten. Start at `HuntSystemTest`.
@NullMarked
package dev.parley.fuzz;

import org.jspecify.annotations.NullMarked;
