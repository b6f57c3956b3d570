package dev.parley.chat.presence;

import dev.parley.contracts.id.UserId;

/// Told by the edge which connections there are. No method blocks; any thread.
public interface Lives {
    /// The user's device is connected and its inbox is open.
    void opened(UserId user, SignOfLife connection);

    /// The connection is gone. Whether the user is, time will tell. Unknown connections are ignored.
    void closed(UserId user, SignOfLife connection);
}
