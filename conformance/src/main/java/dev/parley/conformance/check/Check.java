package dev.parley.conformance.check;

/// One rule and how to try it.
///
/// @param id stays with the rule forever, such as `send-03`
/// @param section of docs/protocol.md, or `REST` for the OpenAPI description
/// @param rule what must hold, in a sentence
/// @param slow takes more than ten seconds
public record Check(String id, String section, String rule, boolean slow, Body body) {
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
