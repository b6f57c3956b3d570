/// Push addresses: where a provider finds a device. Imports contracts and `provider`; the adapter PostgreSQL.
/// Start at
/// `RegisterAddress`.
@NullMarked
package dev.parley.notification.address;

import org.jspecify.annotations.NullMarked;
