package dev.parley.bench.report;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What came of one workload.
///
/// @param compared the figures whose ratio says something
/// @param broken a sentence for each thing that must not be, such as a lost message
public record Comparison(
        String workload, Side subject, Side floor, List<String> compared, List<Bound> bounds, List<String> broken) {
    public Comparison {
        compared = List.copyOf(compared);
        bounds = List.copyOf(bounds);
        broken = List.copyOf(broken);
    }

    /// Subject's median divided by floor's.
    public double ratio(String figure) {
        return subject.median(figure) / floor.median(figure);
    }

    public boolean isRight() {
        return broken.isEmpty();
    }

    /// `workload`, `subject`, `floor`, `ratio`, `rounds` and `machine`. What is wanted of the subject and what went
    /// wrong stand in `subject`.
    public Map<String, Object> json(Map<String, Object> machine) {
        Map<String, Object> ratios = new LinkedHashMap<>();
        compared.forEach(figure -> ratios.put(figure, Side.rounded(ratio(figure))));
        Map<String, Object> judged = subject.json();
        judged.put("bounds", bounds.stream().map(bound -> bound.json(this)).toList());
        judged.put("broken", broken);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("workload", workload);
        json.put("subject", judged);
        json.put("floor", floor.json());
        json.put("ratio", ratios);
        json.put("rounds", subject.rounds().size());
        json.put("machine", machine);
        return json;
    }

    /// A table: medians, and the least and the most of the rounds.
    public void print(PrintStream out) {
        out.printf(Locale.ROOT, "%n%s%n  subject: %s%n", workload, subject.sentence());
        out.printf(Locale.ROOT, "  floor:   %s%n", floor.sentence());
        out.printf(Locale.ROOT, "  %-32s %28s %28s %8s%n", "", "subject (min-max)", "floor (min-max)", "ratio");
        for (String figure : subject.figures()) {
            out.printf(
                    Locale.ROOT,
                    "  %-32s %28s %28s %8s%n",
                    figure,
                    text(subject, figure),
                    text(floor, figure),
                    compared.contains(figure) ? String.format(Locale.ROOT, "%.2f", ratio(figure)) : "");
        }
        bounds.forEach(bound -> out.println("  " + bound.sentence(this)));
        broken.forEach(sentence -> out.println("  WRONG  " + sentence));
        out.flush();
    }

    private static String text(Side side, String figure) {
        return side.figures().contains(figure)
                ? String.format(
                        Locale.ROOT, "%.4g (%.4g-%.4g)", side.median(figure), side.min(figure), side.max(figure))
                : "";
    }
}
