package dev.parley.api.erase;

import dev.parley.contracts.id.UserId;

/// The account, and all that the service's own tables hold with it.
interface UserRowStore {
    boolean exists(UserId user);

    /// Removes all of it within the caller's transaction. Nobody can log in or be added to a group meanwhile.
    ///
    /// @throws NotErasedException if there is no such user, or one who is in a group; nothing is changed then
    Receipt.Rows remove(UserId user);
}
