package dev.parley.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One seed's run, from an empty world to its verdict.
final class Schedule {
    /// How a run ended.
    ///
    /// @param failure what did not hold
    /// @param history what happened, if it was asked for
    record Verdict(
            long seed,
            int events,
            int acknowledged,
            int pushes,
            int kills,
            Optional<Throwable> failure,
            List<String> history) {
        boolean isGreen() {
            return failure.isEmpty();
        }
    }

    private Schedule() {}

    /// @param withHistory keep notes of what happened; the same seed goes the same way with and without
    static Verdict play(long seed, boolean withHistory) {
        List<String> history = new ArrayList<>();
        World world = new World(seed, withHistory ? history::add : note -> {});
        Optional<Throwable> failure = Optional.empty();
        try {
            world.live();
        } catch (RuntimeException | AssertionError broken) {
            failure = Optional.of(broken);
        }
        Promises promises = world.promises();
        return new Verdict(
                seed,
                promises.events(),
                promises.acknowledgements(),
                promises.pushes(),
                world.servers().kills(),
                failure,
                history);
    }
}
