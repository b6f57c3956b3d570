package dev.parley.simulation;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Looks for the shortest history in which a red seed is still red: fewer steps, then fewer kinds of harm, until
/// nothing more can be left out or the time is up. A part of a history may be red for another reason than all of
/// it; that is as good a lead.
final class Shortest {
    private final long seed;
    private final BooleanSupplier timeIsUp;
    private Limits limits = Limits.NONE;
    private Schedule.Verdict verdict;

    private Shortest(Schedule.Verdict red, BooleanSupplier timeIsUp) {
        this.seed = red.seed();
        this.verdict = red;
        this.timeIsUp = timeIsUp;
    }

    /// What [#of] found.
    ///
    /// @param verdict with its history
    record Found(Limits limits, Schedule.Verdict verdict) {}

    /// @param red by all of its history
    static Found of(Schedule.Verdict red, BooleanSupplier timeIsUp) {
        Shortest search = new Shortest(red, timeIsUp);
        search.look();
        return new Found(search.limits, Schedule.play(red.seed(), search.limits, true));
    }

    private void look() {
        int before;
        do {
            before = verdict.steps();
            fewerSteps();
            for (Harm harm : Harm.values()) {
                if (!limits.without().contains(harm)) {
                    attempt(limits.andWithout(harm));
                }
            }
        } while (verdict.steps() < before && !timeIsUp.getAsBoolean());
    }

    /// Halves the cut from the end as long as it is red, then goes on in ever smaller ones.
    private void fewerSteps() {
        for (int cut = verdict.steps() / 2; cut > 0 && !timeIsUp.getAsBoolean(); ) {
            boolean shorter = cut < verdict.steps() && attempt(limits.withSteps(verdict.steps() - cut));
            cut = shorter ? Math.min(cut, verdict.steps() / 2) : cut / 2;
        }
    }

    /// @return whether it is red
    private boolean attempt(Limits less) {
        if (timeIsUp.getAsBoolean()) {
            return false;
        }
        Optional<Schedule.Verdict> red =
                Optional.of(Schedule.play(seed, less, false)).filter(it -> !it.isGreen());
        red.ifPresent(it -> {
            verdict = it;
            limits = less;
        });
        return red.isPresent();
    }
}
