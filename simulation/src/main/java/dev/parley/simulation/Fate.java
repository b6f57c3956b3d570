package dev.parley.simulation;

import java.util.List;
import java.util.SplittableRandom;

/// All chance of a run. The same seed gives the same answers to the same questions.
final class Fate {
    private final SplittableRandom random;
    private boolean calm;

    Fate(long seed) {
        random = new SplittableRandom(seed);
    }

    /// From now on nothing goes wrong.
    void calm() {
        calm = true;
    }

    boolean isCalm() {
        return calm;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /// Like [#chance], for what goes wrong.
    boolean trouble(double probability) {
        return !calm && chance(probability);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T pick(List<T> from) {
        return from.get(below(from.size()));
    }
}
