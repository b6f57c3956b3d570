package dev.parley.discovery.directory;

import dev.parley.contracts.directory.SlotTable;

/// Where chat servers publish themselves.
public interface DirectoryStore {
    /// The living servers that own slots, and the slots. May be empty.
    ///
    /// @throws DirectoryUnavailableException if it does not answer in time; the next try may succeed
    SlotTable read(String region) throws DirectoryUnavailableException;
}
