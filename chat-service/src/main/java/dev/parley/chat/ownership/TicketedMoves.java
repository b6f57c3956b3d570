package dev.parley.chat.ownership;

import dev.parley.contracts.frame.ServerFrame;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
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
    public Optional<ServerFrame.Moved> moved(UserId user, DeviceId device) {
        return owners.ownerOf(user)
                .filter(owner -> !owner.server().equals(settings.id()))
                .map(owner -> new ServerFrame.Moved(owner.url(), keys.sign(ticket(user, device, owner))));
    }

    private Ticket ticket(UserId user, DeviceId device, Owners.Owner owner) {
        return new Ticket(
                ticketIds.get(), user, device, owner.server(), clock.instant().plus(settings.ticketLife()));
    }
}
