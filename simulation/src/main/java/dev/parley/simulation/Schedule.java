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
            int steps,
            Optional<Throwable> failure,
            List<String> history) {
        boolean isGreen() {
            return failure.isEmpty();
        }

        /// What did not hold, on one line.
        String reason() {
            return failure.map(Throwable::toString).orElse("");
        }
    }

    private Schedule() {}

    /// @param withHistory keep notes of what happened; the same seed goes the same way with and without
    static Verdict play(long seed, boolean withHistory) {
        return play(seed, Limits.NONE, withHistory);
    }

    /// The same for a part of the seed's history, healed after it.
    static Verdict play(long seed, Limits limits, boolean withHistory) {
        List<String> history = new ArrayList<>();
        World world = new World(seed, limits, withHistory ? note -> history.add(note.get()) : note -> {});
        Ending ending = new Ending(world);
        Optional<Throwable> failure = Optional.empty();
        try {
            world.life().live();
            ending.comeToRest();
        } catch (RuntimeException | AssertionError broken) {
            failure = Optional.of(broken);
        }
        Promises promises = world.promises();
        return new Verdict(
                seed,
                ending.lasting(),
                promises.acknowledgements(),
                promises.pushes(),
                world.servers().kills(),
                world.life().taken(),
                failure,
                history);
    }
}
