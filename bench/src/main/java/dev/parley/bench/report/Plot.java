package dev.parley.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Ratios to the floor as an SVG: one bar for each figure, from the line of the floor to the left where Parley has less
/// and to the right where it has more. The scale is logarithmic, so half and double are as far from the line.
public final class Plot {
    private static final int WIDTH = 760;
    private static final int NAMES = 300;
    /// Beside the bars, for numbers.
    private static final int MARGIN = 60;

    private static final int ROW = 22;
    private static final int HEAD = 40;

    private record Bar(String name, double ratio) {}

    private Plot() {}

    /// Figures without a finite ratio are left out.
    public static String svg(List<Comparison> comparisons) {
        List<Bar> bars = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            for (String figure : comparison.compared()) {
                double ratio = comparison.ratio(figure);
                if (Double.isFinite(ratio) && ratio > 0) {
                    bars.add(new Bar(comparison.workload() + " " + figure, ratio));
                }
            }
        }
        // At least half and double fit.
        double widest = bars.stream()
                .mapToDouble(bar -> Math.abs(Math.log(bar.ratio())))
                .reduce(Math.log(2), Math::max);
        double floor = NAMES + MARGIN + (WIDTH - NAMES - 2 * MARGIN) / 2.0;
        double scale = (WIDTH - NAMES - 2 * MARGIN) / 2.0 / widest;
        int height = HEAD + ROW * bars.size() + ROW / 2;
        StringBuilder svg = new StringBuilder(text("""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
            <rect width="100%%" height="100%%" fill="#ffffff"/>
            <text x="%.1f" y="20" text-anchor="middle">floor = 1, logarithmic</text>
            """, WIDTH, height, floor));
        int y = HEAD;
        for (Bar bar : bars) {
            double length = Math.log(bar.ratio()) * scale;
            boolean more = length >= 0;
            svg.append(text(
                    """
                    <text x="%d" y="%d" text-anchor="end">%s</text>
                    <rect class="bar" x="%.1f" y="%d" width="%.1f" height="14" fill="#4a7ebb"/>
                    <text x="%.1f" y="%d" text-anchor="%s">%.3g</text>
                    """,
                    NAMES,
                    y + 11,
                    bar.name(),
                    Math.min(floor, floor + length),
                    y,
                    Math.abs(length),
                    floor + length + (more ? 4 : -4),
                    y + 11,
                    more ? "start" : "end",
                    bar.ratio()));
            y += ROW;
        }
        return svg.append(text("""
            <line x1="%.1f" y1="26" x2="%.1f" y2="%d" stroke="#333333"/>
            </svg>
            """, floor, floor, height)).toString();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
