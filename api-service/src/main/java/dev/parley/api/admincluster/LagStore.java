package dev.parley.api.admincluster;

import java.util.List;

/// Knows how far consumer groups are behind.
interface LagStore {
    /// Of each group of this installation and each topic it has read from, in the order of their names.
    ///
    /// @throws dev.parley.api.answer.UnavailableException if it does not answer
    List<Lag> read();

    /// @param records that are still to be handled, in all partitions
    /// @param partition with the most, and how many there
    record Lag(String group, String topic, long records, int partition, long most) {}
}
