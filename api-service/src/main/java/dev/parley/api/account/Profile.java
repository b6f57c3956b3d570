package dev.parley.api.account;

import dev.parley.contracts.id.UserId;
import java.time.Instant;

/// What is known of a user.
///
/// @param displayName 1 to [#MAX_DISPLAY_NAME] code points
/// @param about at most [#MAX_ABOUT] code points, may be empty
public record Profile(UserId id, UserName name, String displayName, String about, Instant createdAt) {
    public static final int MAX_DISPLAY_NAME = 64;
    public static final int MAX_ABOUT = 500;
}
