package dev.parley.api.admincluster;

/// Where chat servers say which slots they own, and hear that they are to give them away. Every method fails with
/// [dev.parley.api.answer.UnavailableException] while it does not answer.
interface SlotStore {
    SlotOwnership read();

    /// Wants a server drained, until [#undrain]. Again changes nothing.
    ///
    /// @return false if no such server lives; nothing is changed then
    boolean drain(String server);

    /// @return false if nobody wanted it drained
    boolean undrain(String server);
}
