package dev.parley.conformance.check;

/// A rule for servers and how to try it.
public record Check(String id, String section, String rule, boolean slow, Body body) implements Rule {
    /// Tries the rule with accounts of its own, at the same time as others.
    @FunctionalInterface
    public interface Body {
        /// @throws BrokenRuleException if the rule does not hold
        void run(Stage stage) throws Exception;
    }

    static Check of(String id, String section, String rule, Body body) {
        return new Check(id, section, rule, false, body);
    }

    Check slowly() {
        return new Check(id, section, rule, true, body);
    }
}
