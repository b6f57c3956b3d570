package dev.parley.chat.edge;

import dev.parley.contracts.id.UserId;
import java.util.concurrent.CompletionStage;

/// Which users exist. Answers from a bounded cache where it can: few users are ever erased, and who writes to one of
/// them
/// after that harms nobody.
public interface UserDirectory {
    /// Fails with [dev.parley.chat.conversation.UnavailableException] when nobody can tell.
    CompletionStage<Boolean> exists(UserId user);

    /// The same, never from a cache.
    default CompletionStage<Boolean> existsNow(UserId user) {
        return exists(user);
    }

    /// Someone else has found out that the user exists.
    default void remember(UserId user) {}
}
