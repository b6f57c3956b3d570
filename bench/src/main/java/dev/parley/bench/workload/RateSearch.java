package dev.parley.bench.workload;

import dev.parley.bench.load.Window;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finds the highest rate that is carried well: up in steps until one fails twice, then halves the last step a few
/// times. The next round begins a little below what the one before found.
final class RateSearch {
    private static final double HIGHEST_P99_MS = 100;
    private static final double FIRST_STEP = 1.6;
    private static final double LATER_STEP = 1.15;
    private static final double BELOW_THE_LAST = 0.8;
    /// What is found lies within 3 percent of what fails, or 6 for the first round.
    private static final int HALVINGS = 2;

    private static final int FIRST_HALVINGS = 3;
    private static final Duration TO_WARM_UP = Duration.ofSeconds(20);
    private static final int TRIES = 2;

    private final Plan plan;
    private final double firstPerSecond;
    private final double highestPerSecond;
    private final Consumer<String> progress;
    private double last;

    /// @param firstPerSecond what any machine carries
    /// @param highestPerSecond where the search ends at the latest
    RateSearch(Plan plan, double firstPerSecond, double highestPerSecond, Consumer<String> progress) {
        this.plan = plan;
        this.firstPerSecond = firstPerSecond;
        this.highestPerSecond = highestPerSecond;
        this.progress = progress;
    }

    /// One round; the figures are those of the best drive.
    Map<String, Double> round(Driven side, String who, List<String> broken) {
        boolean isFirst = last == 0;
        if (isFirst) {
            // Compilers and caches meet the load first.
            broken.addAll(side.drive(Window.patient(firstPerSecond, TO_WARM_UP)).wrong(who));
        }
        double step = isFirst ? FIRST_STEP : LATER_STEP;
        double rate = isFirst ? firstPerSecond : last * BELOW_THE_LAST;
        Driven.Drive best = null;
        double failed = Double.NaN;
        while (Double.isNaN(failed) && rate <= highestPerSecond) {
            Driven.Drive drive = attempt(side, who, rate, broken);
            if (drive != null) {
                best = drive;
                rate *= step;
            } else if (best == null && rate > 1) {
                rate *= BELOW_THE_LAST * BELOW_THE_LAST;
            } else {
                failed = rate;
            }
        }
        for (int i = 0; i < (isFirst ? FIRST_HALVINGS : HALVINGS) && best != null && failed > 0; i++) {
            double between = Math.sqrt(best.window().perSecond() * failed);
            Driven.Drive drive = attempt(side, who, between, broken);
            if (drive != null) {
                best = drive;
            } else {
                failed = between;
            }
        }
        if (best == null) {
            throw new IllegalStateException(who + " carries nothing well");
        }
        last = best.window().perSecond();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("perSecond", last);
        figures.putAll(best.all());
        figures.put("cpuMsPerMessage", best.cpuMsPerMessage());
        return figures;
    }

    /// @return null if the rate was not carried well in any of the tries
    private Driven.@Nullable Drive attempt(Driven side, String who, double perSecond, List<String> broken) {
        Window window = new Window(Math.rint(perSecond), third(plan.warmUp()), third(plan.measured()));
        for (int i = 0; i < TRIES; i++) {
            Driven.Drive drive = side.drive(window);
            broken.addAll(drive.wrong(who));
            boolean well = !drive.abandoned()
                    && drive.count().isRight()
                    && drive.count().refused() == 0
                    && drive.p99Ms() < HIGHEST_P99_MS;
            progress.accept(String.format(
                    Locale.ROOT,
                    "  %s %.0f/s: %s, p99 %.1f ms%s%s",
                    who,
                    window.perSecond(),
                    well ? "carried" : "not carried",
                    drive.p99Ms(),
                    drive.abandoned() ? ", given up" : "",
                    drive.count().refused() > 0 ? ", refused " + drive.count().refusals() : ""));
            if (well) {
                return drive;
            }
        }
        return null;
    }

    /// Many short drives instead of a long one.
    private static Duration third(Duration whole) {
        return whole.dividedBy(3);
    }
}
