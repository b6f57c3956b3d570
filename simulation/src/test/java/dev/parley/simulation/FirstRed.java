package dev.parley.simulation;

import java.util.Optional;
import java.util.function.BiFunction;

/// Plays so many seeds from the first one on and names the lowest that is red, with the reason. Speaks in types of
/// the JDK, so that one loaded by [ChangedProgram] can be called from outside.
public final class FirstRed implements BiFunction<Long, Integer, Optional<String>> {
    @Override
    public Optional<String> apply(Long from, Integer count) {
        return Tally.play(from, count)
                .firstRed()
                .map(red -> red.seed() + " " + red.failure().orElseThrow());
    }
}
