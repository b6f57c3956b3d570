package dev.parley.chat.edge;

import dev.parley.chat.admission.TokenBucket;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The WebSocket port and its bounds.
///
/// @param host address to listen on
/// @param port 0 takes any free one
/// @param eventLoops threads that serve sockets; 0 for one per processor
/// @param allowedOrigins `https://chat.example.org` each; empty allows every origin. Programs that are no browsers
/// send none and are allowed
@ConfigurationProperties("parley.chat.edge")
record EdgeSettings(
        @DefaultValue("0.0.0.0") String host,
        @DefaultValue("7084") int port,
        @DefaultValue("0") int eventLoops,
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue Timeouts timeouts,
        @DefaultValue Limits limits) {
    EdgeSettings {
        allowedOrigins = List.copyOf(allowedOrigins);
        if (port < 0 || port > 65_535 || eventLoops < 0) {
            throw new IllegalArgumentException("parley.chat.edge: port " + port + ", event-loops " + eventLoops);
        }
        // Netty's own default is twice as many, which on few processors mostly wake each other.
        eventLoops = eventLoops == 0 ? Runtime.getRuntime().availableProcessors() : eventLoops;
    }

    /// How long things may take.
    ///
    /// @param hello from the open TCP connection to the upgrade, and from there to the first frame
    /// @param attach from hello to welcome; then the client is told to come back
    /// @param idle without a byte from the client
    /// @param stall without a byte taken by the client though something waits for it
    /// @param close from our close frame to the end of the TCP connection, if the client does not answer it
    /// @param stop for all clients to be told that the server stops
    /// @param lookup for one question whether a user exists
    record Timeouts(
            @DefaultValue("5s") Duration hello,
            @DefaultValue("10s") Duration attach,
            @DefaultValue("30s") Duration idle,
            @DefaultValue("30s") Duration stall,
            @DefaultValue("3s") Duration close,
            @DefaultValue("5s") Duration stop,
            @DefaultValue("2s") Duration lookup) {
        Timeouts {
            for (Duration each : List.of(hello, attach, idle, stall, close, stop, lookup)) {
                if (!each.isPositive()) {
                    throw new IllegalArgumentException("parley.chat.edge.timeouts are longer than zero");
                }
            }
        }
    }

    /// How much there may be of things.
    ///
    /// @param connections sockets of this server; one more is answered 503
    /// @param connectionsPerUser a user's sockets on this server; one more is refused
    /// @param sendsPerSecond messages of one user in the long run, all connections together; more are refused with
    /// the time to wait
    /// @param sendBurst messages of one user at once
    /// @param framesPerSecond frames of one connection in the long run; above it they are read later, not refused
    /// @param frameBurst frames of one connection at once
    /// @param pullsAtOnce pulls of one connection being answered; so many pages may wait for a slow client
    /// @param pullsWaiting pulls of one connection that wait for their turn; more are refused
    /// @param wishesWaiting read marks and mutes of one connection that wait for their turn, at most one of each
    /// for a conversation; more are refused
    /// @param outbound bytes that may wait for a client, without pages; one frame may always wait. Beyond it the
    /// client is a slow reader
    /// @param outboundTotal bytes that may wait for all clients together, pages and what Netty holds included, each
    /// with some overhead; 0 for a quarter of the heap. A client may use a share of what is free of it, see
    /// [OutboundBudget]; beyond that it is a slow reader, or its pull is told to come again
    record Limits(
            @DefaultValue("100000") int connections,
            @DefaultValue("20") int connectionsPerUser,
            @DefaultValue("20") int sendsPerSecond,
            @DefaultValue("100") int sendBurst,
            @DefaultValue("200") int framesPerSecond,
            @DefaultValue("2000") int frameBurst,
            @DefaultValue("4") int pullsAtOnce,
            @DefaultValue("64") int pullsWaiting,
            @DefaultValue("1024") int wishesWaiting,
            @DefaultValue("16MB") DataSize outbound,
            @DefaultValue("0B") DataSize outboundTotal) {
        Limits {
            if (IntStream.of(connections, connectionsPerUser, pullsAtOnce, pullsWaiting, wishesWaiting)
                    .anyMatch(each -> each < 1)) {
                throw new IllegalArgumentException("parley.chat.edge.limits are at least 1");
            }
            if (outbound.toBytes() < 1) {
                throw new IllegalArgumentException("parley.chat.edge.limits.outbound is at least 1 byte");
            }
            long heap = Runtime.getRuntime().maxMemory();
            if (outboundTotal.toBytes() == 0) {
                outboundTotal = DataSize.ofBytes(Math.max(heap / 4, outbound.toBytes()));
            } else if (outboundTotal.compareTo(outbound) < 0 || outboundTotal.toBytes() > heap / 2) {
                throw new IllegalArgumentException("parley.chat.edge.limits.outbound-total is at least outbound, "
                        + outbound + ", and at most half of the heap, " + DataSize.ofBytes(heap / 2));
            }
            // They check themselves.
            new TokenBucket.Size(sendsPerSecond, sendBurst);
            new TokenBucket.Size(framesPerSecond, frameBurst);
        }

        TokenBucket.Size sends() {
            return new TokenBucket.Size(sendsPerSecond, sendBurst);
        }

        TokenBucket.Size frames() {
            return new TokenBucket.Size(framesPerSecond, frameBurst);
        }
    }
}
