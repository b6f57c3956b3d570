package dev.parley.api.group;

import dev.parley.contracts.id.UserId;

/// A member for people to read, as JSON.
///
/// @param role in lower case
record NamedMember(UserId userId, String role, String name, String displayName) {}
