package dev.parley.chat.admission;

import dev.parley.contracts.ticket.Ticket;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/// Tickets that were shown here and have not expired. Safe for any number of threads.
final class UsedTickets {
    /// What became of a ticket that was shown.
    enum Use {
        FIRST,
        AGAIN,
        /// Too many tickets are remembered to take another until some expire.
        NO_ROOM
    }

    private record Used(String id, Instant until) {}

    private final int most;
    private final Map<String, Used> used = new HashMap<>();
    private final PriorityQueue<Used> byExpiry =
            new PriorityQueue<>((a, b) -> a.until().compareTo(b.until()));

    /// @param most tickets remembered; beyond it none is taken, since a forgotten one could be used twice
    UsedTickets(int most) {
        this.most = most;
    }

    synchronized Use use(Ticket ticket, Instant now) {
        forgetExpired(now);
        if (used.containsKey(ticket.id())) {
            return Use.AGAIN;
        }
        if (used.size() >= most) {
            return Use.NO_ROOM;
        }
        Used entry = new Used(ticket.id(), ticket.expiresAt());
        used.put(entry.id(), entry);
        byExpiry.add(entry);
        return Use.FIRST;
    }

    private void forgetExpired(Instant now) {
        for (Used oldest = byExpiry.peek(); oldest != null && !oldest.until().isAfter(now); oldest = byExpiry.peek()) {
            byExpiry.remove();
            used.remove(oldest.id());
        }
    }
}
