/// The requests to ring phones that chat servers publish. For now they are read and counted; ringing is a later
/// issue. Imports contracts and, in the edge and wiring, Kafka and Micrometer. Start at `CountRequests`.
@NullMarked
package dev.parley.notification.request;

import org.jspecify.annotations.NullMarked;
