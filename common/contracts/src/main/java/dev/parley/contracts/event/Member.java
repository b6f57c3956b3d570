package dev.parley.contracts.event;

import dev.parley.contracts.id.UserId;

/// One user in a group.
public record Member(UserId user, Role role) {}
