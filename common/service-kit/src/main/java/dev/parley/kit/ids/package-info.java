/// Ids stamped inside the process, with a worker number leased from id-service. Imports contracts, the JDK, and in
/// the adapter, metrics and wiring what their names say. Start at `IdSource`, then `LeasedIds` and `KeepLease`.
@NullMarked
package dev.parley.kit.ids;

import org.jspecify.annotations.NullMarked;
