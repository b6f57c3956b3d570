package dev.parley.api.erase;

import dev.parley.contracts.id.UserId;

/// Where the user's devices are rung.
interface AddressClient {
    /// Removes all addresses with what waits to be sent to them. Blocks for a bounded time; may be repeated.
    ///
    /// @return how many
    /// @throws dev.parley.api.answer.UnavailableException if nobody answers
    int removeAll(UserId user);
}
