/// Clocks as beans, so that tests can turn them. Start at `TimeWiring`.
@NullMarked
package dev.parley.kit.time;

import org.jspecify.annotations.NullMarked;
