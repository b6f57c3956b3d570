package dev.parley.bench.report;

import java.util.Locale;
import java.util.Map;

/// How good a figure is to be.
///
/// @param figure of the subject, or of both
/// @param ofRatio whether subject divided by floor is bound, or the subject alone
/// @param atMost whether less is better
public record Bound(String figure, boolean ofRatio, boolean atMost, double limit) {
    public static Bound ratioAtMost(String figure, double limit) {
        return new Bound(figure, true, true, limit);
    }

    public static Bound ratioAtLeast(String figure, double limit) {
        return new Bound(figure, true, false, limit);
    }

    public static Bound atMost(String figure, double limit) {
        return new Bound(figure, false, true, limit);
    }

    public static Bound atLeast(String figure, double limit) {
        return new Bound(figure, false, false, limit);
    }

    double value(Comparison of) {
        return ofRatio ? of.ratio(figure) : of.subject().median(figure);
    }

    boolean isMet(Comparison of) {
        return atMost ? value(of) <= limit : value(of) >= limit;
    }

    String sentence(Comparison of) {
        return String.format(
                Locale.ROOT,
                "%-6s %s%s is %.3g, wanted %s %.5g",
                isMet(of) ? "met" : "missed",
                figure,
                ofRatio ? " ratio" : "",
                value(of),
                atMost ? "<=" : ">=",
                limit);
    }

    Map<String, Object> json(Comparison of) {
        return Map.of(
                "figure",
                figure,
                "of",
                ofRatio ? "ratio" : "subject",
                atMost ? "atMost" : "atLeast",
                limit,
                "value",
                Side.rounded(value(of)),
                "met",
                isMet(of));
    }
}
