/// Leases worker numbers and hands out ids in batches. Start at `IdService`, then `lease`.
@NullMarked
package dev.parley.id;

import org.jspecify.annotations.NullMarked;
