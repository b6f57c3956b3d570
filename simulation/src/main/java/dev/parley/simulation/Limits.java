package dev.parley.simulation;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// How much of a seed's history is played before everything works again.
///
/// @param steps at most
/// @param without harm that is left out
record Limits(int steps, Set<Harm> without) {
    /// All of it.
    static final Limits NONE = new Limits(Integer.MAX_VALUE, Set.of());

    Limits {
        without = without.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(without));
    }

    Limits withSteps(int fewer) {
        return new Limits(fewer, without);
    }

    Limits andWithout(Harm harm) {
        EnumSet<Harm> more = EnumSet.of(harm);
        more.addAll(without);
        return new Limits(steps, more);
    }

    /// As `./parley sim` reads it.
    String options() {
        String words = without.stream().map(Harm::toString).collect(Collectors.joining(","));
        return (steps == Integer.MAX_VALUE ? "" : " --steps " + steps) + (words.isEmpty() ? "" : " --without " + words);
    }
}
