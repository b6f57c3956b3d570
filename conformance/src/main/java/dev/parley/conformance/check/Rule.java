package dev.parley.conformance.check;

/// What must hold, of a server or of a client.
public interface Rule {
    /// Stays with the rule forever, such as `send-03`.
    String id();

    /// Of docs/protocol.md, or `REST` for the OpenAPI description.
    String section();

    /// What must hold, in a sentence.
    String rule();

    /// Whether trying it takes more than ten seconds.
    boolean slow();
}
