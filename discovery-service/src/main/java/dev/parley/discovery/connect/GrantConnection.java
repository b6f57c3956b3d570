package dev.parley.discovery.connect;

import dev.parley.contracts.directory.ChatServer;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.contracts.ticket.Ticket;
import dev.parley.contracts.ticket.TicketKeys;
import dev.parley.discovery.connect.ChooseServer.Choice;
import dev.parley.discovery.region.Regions;
import dev.parley.kit.access.Caller;
import dev.parley.kit.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Base64.Encoder;
import java.util.random.RandomGenerator;

/// Answers one device's question where to connect.
final class GrantConnection {
    private static final int TICKET_ID_BYTES = 16;
    private static final Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final ChooseServer chooseServer;
    private final TicketKeys keys;
    private final Duration ticketLife;
    private final InstantSource clock;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final ConnectMetrics metrics;

    /// @param random nobody may guess its output: ticket ids come from it
    GrantConnection(
            ChooseServer chooseServer,
            TicketKeys keys,
            Duration ticketLife,
            InstantSource clock,
            Ticker ticker,
            RandomGenerator random,
            ConnectMetrics metrics) {
        this.chooseServer = chooseServer;
        this.keys = keys;
        this.ticketLife = ticketLife;
        this.clock = clock;
        this.ticker = ticker;
        this.random = random;
        this.metrics = metrics;
    }

    /// What the device is told.
    sealed interface Answer {
        record Granted(Grant grant) implements Answer {}

        record No(Refused refused) implements Answer {}
    }

    /// Every answer holds a new ticket.
    Answer grant(Caller caller, Regions.Wish wish) {
        return switch (chooseServer.choose(caller.user(), wish, ticker.nanos())) {
            case Choice.Found found -> {
                metrics.granted(found.region());
                yield new Answer.Granted(sign(caller, found.region(), found.server()));
            }
            case Choice.NoOwner none -> {
                metrics.noOwner(none.region());
                yield new Answer.No(
                        new Refused(ErrorCode.RETRY, "No chat server serves you at this moment; try again."));
            }
            case Choice.DirectoryStale stale -> {
                metrics.directoryStale(stale.region());
                yield new Answer.No(
                        new Refused(ErrorCode.RETRY, "The directory of chat servers does not answer; try again."));
            }
        };
    }

    private Grant sign(Caller caller, String region, ChatServer server) {
        byte[] id = new byte[TICKET_ID_BYTES];
        random.nextBytes(id);
        // Tickets carry whole seconds.
        Instant expiresAt = clock.instant().plus(ticketLife).truncatedTo(ChronoUnit.SECONDS);
        Ticket ticket = new Ticket(
                BASE64.encodeToString(id), caller.user(), caller.device(), caller.session(), server.id(), expiresAt);
        return new Grant(server.url(), keys.sign(ticket), expiresAt, region, server.id());
    }
}
