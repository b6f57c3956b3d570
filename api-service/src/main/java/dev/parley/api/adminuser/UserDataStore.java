package dev.parley.api.adminuser;

import dev.parley.contracts.id.UserId;
import java.util.function.Consumer;

/// All that the service's own tables hold of a user, but secrets: hashes of passwords and tokens.
interface UserDataStore {
    /// Gives each piece as one JSON object without line breaks; its `type` says what it is. As of one moment.
    void each(UserId user, Consumer<String> lines);
}
