/// The requests to ring phones that chat servers publish. Imports contracts, `address` and `outstanding`; in the
/// wiring Kafka. Start at `AcceptRequests`.
@NullMarked
package dev.parley.notification.request;

import org.jspecify.annotations.NullMarked;
