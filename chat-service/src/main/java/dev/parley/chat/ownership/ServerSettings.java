package dev.parley.chat.ownership;

import dev.parley.contracts.event.LogEntry;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What this chat server says of itself.
///
/// @param id unique among living servers and stable over a restart; the pod's name in Kubernetes
/// @param url where clients reach this server; `{id}` stands for the id
/// @param address `host:port` at which the gateway reaches its WebSocket port
/// @param zone failure zone; empty if unknown
/// @param weight how many slots it takes, compared with the weights of the others
/// @param announceEvery how often it says so; entries expire after five times that
/// @param ticketLife of tickets given with `moved`
/// @param returnLife of the tickets with which connected devices could come back. A login that ended while its device
/// was away may get in again so long, if its inbox has changed servers meanwhile, and then stay while it is connected
@ConfigurationProperties("parley.chat.server")
public record ServerSettings(
        @DefaultValue("chat-1") String id,
        @DefaultValue("ws://localhost:7080/ws/{id}") String url,
        @DefaultValue("localhost:7084") String address,
        @DefaultValue("") String zone,
        @DefaultValue("100") int weight,
        @DefaultValue("2s") Duration announceEvery,
        @DefaultValue("60s") Duration ticketLife,
        @DefaultValue("15m") Duration returnLife) {
    private static final int MISSED_BEFORE_GONE = 5;
    private static final int MAX_WEIGHT = 1_000_000;
    private static final Duration SHORTEST_RETURN = Duration.ofMinutes(1);

    public ServerSettings {
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("parley.chat.server.weight is from 1 to " + MAX_WEIGHT);
        }
        if (returnLife.compareTo(SHORTEST_RETURN) < 0) {
            throw new IllegalArgumentException("parley.chat.server.return-life is at least 1m");
        }
        if (returnLife.plus(ticketLife).compareTo(LogEntry.SessionEnd.REMEMBERED) > 0) {
            throw new IllegalArgumentException("parley.chat.server: return-life and ticket-life together are at most "
                    + "1h, so long chat servers remember that a login has ended");
        }
    }

    /// How long what this server says of itself stands without being renewed.
    Duration life() {
        return announceEvery.multipliedBy(MISSED_BEFORE_GONE);
    }

    URI publicUrl() {
        return URI.create(url.replace("{id}", id));
    }
}
