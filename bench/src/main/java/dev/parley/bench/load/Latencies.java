package dev.parley.bench.load;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// Times from when something was meant to begin: a late start counts (no coordinated omission). One thread.
public final class Latencies {
    /// Longer ones are counted as this.
    private static final long LONGEST_MICROS = 60_000_000;

    private static final int DIGITS = 3;

    private final Histogram micros = new Histogram(LONGEST_MICROS, DIGITS);

    public void record(long nanos) {
        micros.recordValue(Math.clamp(nanos / 1_000, 0, LONGEST_MICROS));
    }

    /// Takes over what another one has.
    public void add(Latencies other) {
        micros.add(other.micros);
    }

    public long count() {
        return micros.getTotalCount();
    }

    /// Milliseconds that so many percent do not exceed.
    public double ms(double percent) {
        return micros.getValueAtPercentile(percent) / 1_000.0;
    }

    /// `P50Ms`, `P99Ms`, `P999Ms` and `MaxMs` behind a prefix.
    public Map<String, Double> figures(String prefix) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(prefix + "P50Ms", ms(50));
        figures.put(prefix + "P99Ms", ms(99));
        figures.put(prefix + "P999Ms", ms(99.9));
        figures.put(prefix + "MaxMs", micros.getMaxValue() / 1_000.0);
        return figures;
    }
}
