/// The short-lived signed right to connect. Imports ids and the JOSE library. Start at `Ticket`.
@NullMarked
package dev.parley.contracts.ticket;

import org.jspecify.annotations.NullMarked;
