/// Leases of worker numbers in PostgreSQL, and their HTTP edge. Start at `JdbcLeaseStore`; what a lease promises
/// stands at
/// [dev.parley.kit.ids.LeaseStore].
@NullMarked
package dev.parley.id.lease;

import org.jspecify.annotations.NullMarked;
