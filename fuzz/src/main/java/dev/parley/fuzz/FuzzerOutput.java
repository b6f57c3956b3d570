package dev.parley.fuzz;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the fuzzer prints, line by line, and the few facts in it.
final class FuzzerOutput {
    /// The rest of a long message is in no place where anybody would look for it.
    private static final int MAX_LAST_LINES = 30;

    private static final Pattern PROGRESS = Pattern.compile("#([0-9]+)\\s+[A-Za-z]+\\s+cov: ([0-9]+) .*");
    private static final Pattern TOTAL = Pattern.compile("stat::number_of_executed_units:\\s+([0-9]+)");
    private static final Pattern BROKEN = Pattern.compile("== Java Exception: (.*)|==[0-9]+== ERROR: (.*)");

    private final Deque<String> lastLines = new ArrayDeque<>();
    private long inputs;
    private long branches;
    private String broken = "";

    void hear(String line) {
        lastLines.addLast(line);
        if (lastLines.size() > MAX_LAST_LINES) {
            lastLines.removeFirst();
        }
        Matcher progress = PROGRESS.matcher(line);
        Matcher total = TOTAL.matcher(line);
        Matcher finding = BROKEN.matcher(line);
        if (progress.matches()) {
            inputs = Long.parseLong(progress.group(1));
            branches = Long.parseLong(progress.group(2));
        } else if (total.matches()) {
            inputs = Long.parseLong(total.group(1));
        } else if (finding.matches()) {
            broken = finding.group(1) == null ? finding.group(2) : finding.group(1);
        }
    }

    /// How many were tried.
    long inputs() {
        return inputs;
    }

    /// Of the guiding code, reached so far.
    long branches() {
        return branches;
    }

    /// What came out of the parser; empty if nothing broke.
    String broken() {
        return broken;
    }

    String lastLines() {
        return String.join("\n", lastLines);
    }
}
