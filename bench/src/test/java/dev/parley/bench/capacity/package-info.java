/// Tests of the capacity model. Start at `CapacityTest`.
@NullMarked
package dev.parley.bench.capacity;

import org.jspecify.annotations.NullMarked;
