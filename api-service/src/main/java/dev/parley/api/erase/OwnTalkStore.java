package dev.parley.api.erase;

import dev.parley.contracts.id.UserId;

/// What is kept of conversations for one user alone: the entry for each, and the conversation with oneself.
interface OwnTalkStore {
    /// Removes it for good: what a chat server writes late does not come back. May be repeated.
    ///
    /// @return what was still there
    /// @throws dev.parley.api.answer.UnavailableException if the store does not answer; some of it may be gone then
    Receipt.Talk remove(UserId user);
}
