package dev.parley.api.erase;

import dev.parley.contracts.id.UserId;

/// Who is here and who was last seen when, as chat servers write it down. Both methods fail with
/// [dev.parley.api.answer.UnavailableException] while the store does not answer.
interface LastSeenStore {
    boolean isOnline(UserId user);

    /// Forgets when the user was last here, and who wanted to hear of it. May be repeated.
    ///
    /// @return whether it was known
    boolean forget(UserId user);
}
