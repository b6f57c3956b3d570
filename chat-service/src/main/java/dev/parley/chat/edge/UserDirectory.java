package dev.parley.chat.edge;

import dev.parley.contracts.id.UserId;
import java.util.concurrent.CompletionStage;

/// Which users exist. Answers from a bounded cache where it can: users are never un-created.
interface UserDirectory {
    /// Fails with [dev.parley.chat.conversation.UnavailableException] when nobody can tell.
    CompletionStage<Boolean> exists(UserId user);

    /// Someone else has found out that the user exists.
    default void remember(UserId user) {}
}
