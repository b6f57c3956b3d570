package dev.parley.chat.ownership;

import dev.parley.chat.inbox.Farewell;
import dev.parley.chat.inbox.OwnedSlots;
import dev.parley.chat.inbox.SlotWatcher;
import dev.parley.chat.share.GroupShare;
import dev.parley.contracts.ticket.TicketKeys;
import dev.parley.kit.time.Ticker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// The real announcements and the real hand-over of one server, for worlds of tests outside of this package.
///
/// @param share its part in the group
/// @param farewell takes the clients of slots that leave
/// @param watcher is told which slots come and go
/// @param moves where clients of other servers are sent
/// @param announce to be run every two seconds
public record TestHandOver(GroupShare share, Farewell farewell, SlotWatcher watcher, Moves moves, Runnable announce) {
    public static final Duration ANNOUNCE_EVERY = Duration.ofSeconds(2);
    public static final Duration TICKET_LIFE = Duration.ofMinutes(1);
    public static final Duration RETURN_LIFE = Duration.ofMinutes(15);

    /// What servers of a world share.
    ///
    /// @param keys of tickets
    /// @param ticketIds each another
    /// @param clock of tickets
    /// @param ticker paces the clients that are sent away
    public record Surroundings(
            MemoryDirectory directory, TicketKeys keys, Supplier<String> ticketIds, Clock clock, Ticker ticker) {}

    /// @param clientsPerSecond pace of the clients that are sent away
    /// @param clients connected now
    /// @param soon keeps what it is given until it can be run
    public static TestHandOver of(
            String server,
            OwnedSlots slots,
            int clientsPerSecond,
            IntSupplier clients,
            Surroundings around,
            Consumer<Runnable> soon) {
        ServerSettings settings =
                new ServerSettings(server, "ws://{id}", "", "", 100, ANNOUNCE_EVERY, TICKET_LIFE, RETURN_LIFE);
        AnnounceServer announced =
                new AnnounceServer(around.directory(), settings, "test", slots, () -> 0, false, soon);
        Owners owners = new Owners(announced::table, slots.total());
        Moves moves = new TicketedMoves(owners, settings, around.keys(), around.ticketIds(), around.clock());
        HandOverSlots real = new HandOverSlots(
                settings,
                new HandoverSettings(clientsPerSecond, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                slots,
                clients,
                announced::isToDrain,
                owners,
                moves,
                new HandoverMetrics(new SimpleMeterRegistry()),
                around.ticker());
        return new TestHandOver(real, real, announced, moves, announced::announce);
    }
}
