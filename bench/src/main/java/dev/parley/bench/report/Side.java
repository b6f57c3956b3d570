package dev.parley.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One side of a comparison: the figures of each of its rounds.
///
/// @param what ran
/// @param durability what a message has survived once its reader has it
public record Side(String what, String durability, List<Map<String, Double>> rounds) {
    /// Where nothing could do the same.
    public static final Side NONE = new Side("none", "", List.of());

    public Side {
        rounds = List.copyOf(rounds);
    }

    String sentence() {
        return durability.isEmpty() ? what : what + "; " + durability;
    }

    /// Of the rounds; NaN if no round has the figure.
    public double median(String figure) {
        List<Double> sorted = values(figure);
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    public double min(String figure) {
        return values(figure).getFirst();
    }

    public double max(String figure) {
        return values(figure).getLast();
    }

    private List<Double> values(String figure) {
        List<Double> values = new ArrayList<>();
        for (Map<String, Double> round : rounds) {
            Double value = round.get(figure);
            if (value != null) {
                values.add(value);
            }
        }
        values.sort(null);
        return values;
    }

    public List<String> figures() {
        return rounds.isEmpty() ? List.of() : List.copyOf(new LinkedHashMap<>(rounds.getFirst()).keySet());
    }

    /// Empty for [#NONE].
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        if (rounds.isEmpty()) {
            return json;
        }
        json.put("what", what);
        json.put("durability", durability);
        Map<String, Object> medians = new LinkedHashMap<>();
        Map<String, Object> spreads = new LinkedHashMap<>();
        for (String figure : figures()) {
            medians.put(figure, rounded(median(figure)));
            spreads.put(figure, List.of(rounded(min(figure)), rounded(max(figure))));
        }
        json.put("median", medians);
        json.put("spread", spreads);
        json.put("rounds", rounds.stream().map(Side::rounded).toList());
        return json;
    }

    private static Map<String, Double> rounded(Map<String, Double> figures) {
        Map<String, Double> all = new LinkedHashMap<>();
        figures.forEach((figure, value) -> all.put(figure, rounded(value)));
        return all;
    }

    static double rounded(double value) {
        return Double.isFinite(value) ? Math.round(value * 10_000) / 10_000.0 : value;
    }
}
