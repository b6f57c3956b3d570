/// The way to chat servers: the ephemeral bus. Imports contracts and, in the adapter, Redis. Start at `BusPublisher`.
@NullMarked
package dev.parley.presence.bus;

import org.jspecify.annotations.NullMarked;
