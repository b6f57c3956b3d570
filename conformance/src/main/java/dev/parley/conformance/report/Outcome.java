package dev.parley.conformance.report;

import dev.parley.conformance.check.Check;

/// What came of one check.
public sealed interface Outcome {
    Check check();

    /// The rule holds.
    record Passed(Check check, long millis) implements Outcome {}

    /// The rule is broken.
    record Failed(Check check, String expected, String came) implements Outcome {}

    /// It was not tried.
    record Skipped(Check check, String why) implements Outcome {}
}
