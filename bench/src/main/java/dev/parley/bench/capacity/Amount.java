package dev.parley.bench.capacity;

import java.util.Locale;

/// Numbers for people: three digits, and a unit.
final class Amount {
    private static final String[] DECIMAL = {"", " k", " M", " G", " T", " P", " E"};
    private static final double EXACT = 10_000;

    private Amount() {}

    static String of(double value, String unit) {
        return unit.isEmpty() ? count(value) : scaled(value) + unit;
    }

    /// Counts below ten thousand as they are; greater ones rounded.
    private static String count(double value) {
        return value < EXACT
                ? String.format(Locale.ROOT, "%,.0f", value)
                : scaled(value).strip();
    }

    private static String scaled(double value) {
        int power = 0;
        double rest = value;
        while (rest >= 999.5 && power < DECIMAL.length - 1) {
            rest /= 1_000;
            power++;
        }
        String digits = rest >= 99.95 ? "%.0f" : rest >= 9.995 ? "%.1f" : "%.2f";
        String text = String.format(Locale.ROOT, digits, rest);
        if (text.contains(".")) {
            text = text.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
        return text + (DECIMAL[power].isEmpty() ? " " : DECIMAL[power]);
    }

    /// An input, as one would type it.
    static String plain(double value) {
        if (value >= 1e6) {
            int exponent = (int) Math.floor(Math.log10(value));
            exponent -= exponent % 3;
            return plain(value / Math.pow(10, exponent)) + "e" + exponent;
        }
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
