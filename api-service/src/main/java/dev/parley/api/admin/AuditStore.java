package dev.parley.api.admin;

import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Remembers what operators did, forever. What was written is never changed or removed.
public interface AuditStore {
    /// Carries an act out and writes it down, both or neither: what `deed` changes in PostgreSQL is part of the same
    /// transaction.
    ///
    /// @return what `deed` returned; what it throws comes through, and nothing is written then
    <T> T recorded(Act act, Supplier<T> deed);

    /// The newest first.
    ///
    /// @param user on whom, null for all
    /// @param before only those with smaller ids
    List<Recorded> newest(@Nullable UserId user, long before, int limit);

    /// @param id rises, not always by one
    record Recorded(long id, Instant at, Act act) {}
}
