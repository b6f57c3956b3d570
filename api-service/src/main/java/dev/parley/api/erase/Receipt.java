package dev.parley.api.erase;

import dev.parley.contracts.id.UserId;
import java.time.Instant;

/// What was erased. Counts what the call that ended it removed; what an earlier one removed before it failed is not in
/// it.
///
/// @param groups that the user left
/// @param addresses for pushes
/// @param lastSeen 1 if it was known when the user was last here, else 0
record Receipt(UserId user, Instant erasedAt, int groups, int addresses, int lastSeen, Talk talk, Rows rows) {
    /// Of Cassandra.
    ///
    /// @param entries one for each conversation, with how far the user had read it
    /// @param notes events of the conversation with oneself
    record Talk(int entries, long notes) {}

    /// Of PostgreSQL.
    ///
    /// @param logins those that ended included, for as long as they were kept
    /// @param blocks by the user and of the user, those that were lifted included
    record Rows(int devices, int logins, int blocks) {}
}
