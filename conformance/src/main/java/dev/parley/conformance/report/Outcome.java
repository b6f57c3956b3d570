package dev.parley.conformance.report;

import dev.parley.conformance.check.Rule;

/// What came of trying a rule.
public sealed interface Outcome {
    Rule rule();

    /// The rule holds.
    record Passed(Rule rule, long millis) implements Outcome {}

    /// The rule is broken.
    record Failed(Rule rule, String expected, String came) implements Outcome {}

    /// It was not tried.
    record Skipped(Rule rule, String why) implements Outcome {}
}
