package dev.parley.conformance.hostile;

import dev.parley.conformance.check.Rule;

/// A promise of clients and the bad day that tries it.
public record Scenario(String id, String section, String rule, boolean slow, Body body) implements Rule {
    /// Plays the day with a client of its own.
    @FunctionalInterface
    public interface Body {
        /// @throws dev.parley.conformance.check.BrokenRuleException if the client does not keep the promise
        void run(Play play) throws Exception;
    }

    static Scenario of(String id, String section, String rule, Body body) {
        return new Scenario(id, section, rule, false, body);
    }

    Scenario slowly() {
        return new Scenario(id, section, rule, true, body);
    }
}
