/// Tests that the replay can fail. Start at `ReplayTest`.
@NullMarked
package dev.parley.fuzzkit;

import org.jspecify.annotations.NullMarked;
