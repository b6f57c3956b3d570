package dev.parley.standalone;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/// What the person who typed `./parley up` reads: one line for each thing that is done, with the seconds since the
/// beginning.
final class Terminal {
    private final PrintStream out;
    private final LongSupplier nanos;
    private final long start;

    /// @param nanos a clock that only goes forward
    Terminal(PrintStream out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /// @param took how long this alone took; several things start at the same time
    void done(String what, Duration took, Object where) {
        line(String.format(Locale.ROOT, "%-12s %5.1f s  %s", what, seconds(took), where));
    }

    void line(String text) {
        out.println(String.format(Locale.ROOT, "[%5.1f s] %s", seconds(elapsed()), text));
    }

    void plain(String text) {
        out.println(text);
    }

    Duration elapsed() {
        return Duration.ofNanos(nanos.getAsLong() - start);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
