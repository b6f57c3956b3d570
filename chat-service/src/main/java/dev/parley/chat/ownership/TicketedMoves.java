package dev.parley.chat.ownership;

import dev.parley.chat.inbox.Connection;
import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.ticket.Ticket;
import dev.parley.contracts.ticket.TicketKeys;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/// [Moves] to the owner, with a ticket signed here.
final class TicketedMoves implements Moves {
    private final Owners owners;
    private final ServerSettings settings;
    private final TicketKeys keys;
    private final Supplier<String> ticketIds;
    private final Clock clock;

    /// @param ticketIds unguessable and never the same
    TicketedMoves(Owners owners, ServerSettings settings, TicketKeys keys, Supplier<String> ticketIds, Clock clock) {
        this.owners = owners;
        this.settings = settings;
        this.keys = keys;
        this.ticketIds = ticketIds;
        this.clock = clock;
    }

    @Override
    public Optional<ServerFrame.Moved> moved(Connection connection) {
        return owners.ownerOf(connection.user())
                .filter(owner -> !owner.server().equals(settings.id()))
                .map(owner -> new ServerFrame.Moved(owner.url(), keys.sign(ticket(connection, owner))));
    }

    private Ticket ticket(Connection connection, Owners.Owner owner) {
        return new Ticket(
                ticketIds.get(),
                connection.user(),
                connection.device(),
                connection.session(),
                owner.server(),
                clock.instant().plus(settings.ticketLife()));
    }
}
