package dev.parley.api.group;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.MembershipChange;

/// What becomes of a request to change a group.
sealed interface GroupDecision {
    /// @param group as it is afterwards
    /// @param change what its log is told
    record Changed(Group group, MembershipChange change) implements GroupDecision {}

    /// It is already as asked for.
    record Unchanged(Group group) implements GroupDecision {}

    record Denied(ErrorCode code) implements GroupDecision {}
}
