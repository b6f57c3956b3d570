package dev.parley.client.simulate;

/// Where a person is, for the others and for the line of progress.
enum Whereabouts {
    HERE,
    /// By choice.
    AWAY,
    /// Wants to be here, and has no connection.
    LOST,
    /// Not let in.
    NEVER
}
