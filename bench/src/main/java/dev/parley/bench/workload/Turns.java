package dev.parley.bench.workload;

import dev.parley.bench.report.Bound;
import dev.parley.bench.report.Comparison;
import dev.parley.bench.report.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Subject and floor in turn: what changes on the machine over time meets both.
final class Turns {
    private Turns() {}

    /// One round of one side.
    interface Round<C extends Contender> {
        /// @param broken takes a sentence for each thing that must not be
        Map<String, Double> of(C side, String name, List<String> broken);
    }

    static <C extends Contender> Comparison take(
            String workload,
            Consumer<String> progress,
            int rounds,
            C subject,
            C floor,
            Round<C> round,
            List<String> compared,
            List<Bound> bounds) {
        List<String> broken = new ArrayList<>();
        List<Map<String, Double>> ofSubject = new ArrayList<>();
        List<Map<String, Double>> ofFloor = new ArrayList<>();
        for (int i = 1; i <= rounds; i++) {
            ofSubject.add(one(progress, workload, i, subject, "subject", round, broken));
            ofFloor.add(one(progress, workload, i, floor, "floor", round, broken));
        }
        return new Comparison(
                workload,
                new Side(subject.what(), subject.durability(), ofSubject),
                new Side(floor.what(), floor.durability(), ofFloor),
                compared,
                bounds,
                broken);
    }

    /// What has no floor but time itself.
    static <C extends Contender> Comparison alone(
            String workload, Consumer<String> progress, int rounds, C subject, Round<C> round, List<Bound> bounds) {
        List<String> broken = new ArrayList<>();
        List<Map<String, Double>> figures = new ArrayList<>();
        for (int i = 1; i <= rounds; i++) {
            figures.add(one(progress, workload, i, subject, "subject", round, broken));
        }
        return new Comparison(
                workload,
                new Side(subject.what(), subject.durability(), figures),
                Side.NONE,
                List.of(),
                bounds,
                broken);
    }

    private static <C extends Contender> Map<String, Double> one(
            Consumer<String> progress,
            String workload,
            int number,
            C side,
            String name,
            Round<C> round,
            List<String> broken) {
        side.begin();
        try {
            Map<String, Double> figures = round.of(side, name, broken);
            progress.accept(workload + " round " + number + " " + name + ": " + text(figures));
            return figures;
        } finally {
            side.end();
        }
    }

    /// For what is measured by waiting.
    static void pause(Duration howLong) {
        try {
            Thread.sleep(howLong);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(Map<String, Double> figures) {
        StringBuilder text = new StringBuilder();
        figures.forEach((figure, value) -> text.append(String.format(Locale.ROOT, " %s=%.4g", figure, value)));
        return text.toString().strip();
    }
}
