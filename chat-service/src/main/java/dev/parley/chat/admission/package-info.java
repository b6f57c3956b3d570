/// Who may come in, and how much at once: tickets and rates. Pure; imports contracts, the clock and a cache. Start
/// at `TicketGate`.
@NullMarked
package dev.parley.chat.admission;

import org.jspecify.annotations.NullMarked;
