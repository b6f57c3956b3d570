package dev.parley.chat.admission;

import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.ticket.Ticket;
import dev.parley.contracts.ticket.TicketKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/// Signs the right to come back to this server, so that whoever loses a connection needs nobody else to get in
/// again. Nothing is kept of a ticket until it is used. Safe for any number of threads.
public final class ReturnTickets {
    /// A device that has just lost its connection has two thirds of a ticket's life left to come back in.
    private static final int RENEWALS_IN_A_LIFE = 3;

    private final TicketKeys keys;
    private final String server;
    private final Duration life;
    private final Supplier<String> ids;
    private final Clock clock;

    /// @param server this server's id
    /// @param ids unguessable and never the same
    public ReturnTickets(TicketKeys keys, String server, Duration life, Supplier<String> ids, Clock clock) {
        this.keys = keys;
        this.server = server;
        this.life = life;
        this.ids = ids;
        this.clock = clock;
    }

    /// For a device that was let in with a ticket of this login.
    public ServerFrame.Return sign(UserId user, DeviceId device, SessionId session) {
        Ticket ticket = new Ticket(
                ids.get(), user, device, session, server, clock.instant().plus(life), true);
        return new ServerFrame.Return(keys.sign(ticket), life);
    }

    /// How old the ticket of a connected device may become.
    public Duration renewAfter() {
        return life.dividedBy(RENEWALS_IN_A_LIFE);
    }
}
