/// Tests of tickets. Start at `TicketKeysTest`.
@NullMarked
package dev.parley.contracts.ticket;

import org.jspecify.annotations.NullMarked;
