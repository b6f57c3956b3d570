package dev.parley.chat.admission;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.ticket.Ticket;
import dev.parley.contracts.ticket.TicketKeys;
import java.time.Clock;
import java.time.Instant;

/// Decides whether a hello may come in. Safe for any number of threads.
public final class TicketGate {
    /// What a ticket is worth.
    public sealed interface Verdict {
        /// The ticket was good and is used up now.
        record Admitted(Ticket ticket) implements Verdict {}

        record Rejected(ErrorCode code) implements Verdict {}
    }

    /// At 60 seconds of life, 16,000 connects a second for a minute.
    private static final int MAX_REMEMBERED = 1_000_000;
    /// At 15 minutes of life, 20,000 devices that each come back twelve times. Beyond it they are sent to discovery.
    /// They have a bound of their own: who comes and goes in a loop asks nobody for tickets, and shall not shut out
    /// those who did.
    private static final int MAX_RETURNS_REMEMBERED = 250_000;

    private final TicketKeys keys;
    private final String server;
    private final Clock clock;
    private final UsedTickets used;
    private final UsedTickets usedToReturn;

    /// @param server this server's id; tickets for others are foreign
    public TicketGate(TicketKeys keys, String server, Clock clock) {
        this(keys, server, clock, MAX_REMEMBERED, MAX_RETURNS_REMEMBERED);
    }

    TicketGate(TicketKeys keys, String server, Clock clock, int mostRemembered, int mostReturnsRemembered) {
        this.keys = keys;
        this.server = server;
        this.clock = clock;
        this.used = new UsedTickets(mostRemembered);
        this.usedToReturn = new UsedTickets(mostReturnsRemembered);
    }

    public Verdict check(ClientFrame.Hello hello) {
        Instant now = clock.instant();
        return switch (keys.check(hello.ticket(), now)) {
            case TicketKeys.Checked.Bad bad -> new Verdict.Rejected(bad.code());
            case TicketKeys.Checked.Good good -> check(hello, good.ticket(), now);
        };
    }

    private Verdict check(ClientFrame.Hello hello, Ticket ticket, Instant now) {
        if (!ticket.server().equals(server) || !ticket.device().equals(hello.deviceId())) {
            return new Verdict.Rejected(ErrorCode.TICKET_FOREIGN);
        }
        UsedTickets ofItsKind = ticket.returning() ? usedToReturn : used;
        return switch (ofItsKind.use(ticket, now)) {
            case FIRST -> new Verdict.Admitted(ticket);
            case AGAIN -> new Verdict.Rejected(ErrorCode.TICKET_USED);
            case NO_ROOM -> new Verdict.Rejected(ErrorCode.RETRY);
        };
    }
}
