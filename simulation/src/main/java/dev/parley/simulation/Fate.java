package dev.parley.simulation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/// All chance of a run. The same seed gives the same answers to the same questions.
///
/// How much harm of each kind there is differs from seed to seed, none at all included: worlds that do few things
/// often find what one that does everything seldom does not (Groce et al., "Swarm Testing", ISSTA 2012).
final class Fate {
    private static final double[] SHARES = {0, 0.5, 1, 1, 3};

    private final SplittableRandom random;
    private final Set<Harm> without;
    private final Map<Harm, Double> shares = new EnumMap<>(Harm.class);
    private boolean calm;

    /// @param without harm that never happens
    Fate(long seed, Set<Harm> without) {
        this.random = new SplittableRandom(seed);
        this.without = without;
        for (Harm harm : Harm.values()) {
            shares.put(harm, SHARES[below(SHARES.length)]);
        }
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

    /// Like [#chance], for what goes wrong. Takes the same chance whether or not that is left out, so that the rest
    /// of the run stays much the same.
    boolean trouble(Harm harm, double probability) {
        boolean happens = chance(probability * shares.getOrDefault(harm, 1.0));
        return happens && !calm && !without.contains(harm);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T pick(List<T> from) {
        return from.get(below(from.size()));
    }
}
