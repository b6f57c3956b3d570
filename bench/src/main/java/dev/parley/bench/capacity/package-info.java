/// How many machines of which kind carry how many users: `./parley capacity`. Arithmetic alone; docs/capacity.md says
/// where
/// the numbers come from. Start at `Capacity`.
@NullMarked
package dev.parley.bench.capacity;

import org.jspecify.annotations.NullMarked;
