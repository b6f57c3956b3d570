package dev.parley.fuzz;

import dev.parley.fuzzkit.FuzzTarget;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/// A line now and then, so that nobody takes it for dead.
final class Progress {
    private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    private final PrintStream out;
    private final LongSupplier nanos;
    private long lastNanos;

    Progress(PrintStream out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
        this.lastNanos = nanos.getAsLong();
    }

    void at(FuzzTarget target, FuzzerOutput said) {
        if (said.inputs() > 0 && nanos.getAsLong() - lastNanos >= PAUSE_NANOS) {
            line(target, said, " so far");
        }
    }

    void line(FuzzTarget target, FuzzerOutput said, String end) {
        lastNanos = nanos.getAsLong();
        out.println(String.format(
                Locale.ROOT, "%s: %,d inputs, %,d branches%s", target.name(), said.inputs(), said.branches(), end));
    }
}
