package dev.parley.kit.ids;

/// Where a process gets its ids from. Thread-safe, and quick enough for event loops: no call leaves the process,
/// and none
/// waits for more than some milliseconds.
public interface IdSource {
    /// A new id ([dev.parley.contracts.id.Snowflake]), greater than every id this source gave or observed before,
    /// and given
    /// by no other source.
    ///
    /// @throws IdsUnavailableException if none can be given now; nothing has happened, and a later try may succeed
    long next();

    /// Makes later ids greater than `id`, so that an answer has a greater id than what it answers. An id from more
    /// than a minute ahead of the clock is not followed.
    ///
    /// @param id one that some source of this installation gave, never one that a client made up
    void observe(long id);
}
