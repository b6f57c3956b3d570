package dev.parley.gateway.socket;

import dev.parley.contracts.frame.Frames;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How sockets are passed through. There is no bound on how long one may be quiet; that is the chat server's to
/// judge.
///
/// @param maxFrame largest frame in either direction, at least a chat server's largest; a client's that is
/// larger is closed with 1009. What a client may really send is for the chat server to say, in words of the
/// protocol
/// @param connectBound for reaching the chat server and its answer to the handshake; past it the client is told
///     `retry`
/// @param writeBound an end that takes no frame for this long is cut off
/// @param clientsPerSecond of a gateway that stops: most clients that it sends away in a second, unless there are so
/// many
/// that `drainWithin` would not be enough
/// @param drainWithin of a gateway that stops: the longest it takes until all clients are sent away
/// @param serverName the name that certificates of chat servers are for, since their addresses change; empty: each must
/// be for the address that its server announces
@ConfigurationProperties("parley.gateway.sockets")
record SocketSettings(
        @DefaultValue("4MB") DataSize maxFrame,
        @DefaultValue("5s") Duration connectBound,
        @DefaultValue("60s") Duration writeBound,
        @DefaultValue("1000") int clientsPerSecond,
        @DefaultValue("30s") Duration drainWithin,
        @DefaultValue("") String serverName) {
    private static final Duration SHORTEST_DRAIN = Duration.ofSeconds(1);

    SocketSettings {
        if (maxFrame.toBytes() < Frames.MAX_SERVER_FRAME_BYTES || maxFrame.toBytes() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("parley.gateway.sockets.max-frame: at least "
                    + Frames.MAX_SERVER_FRAME_BYTES + " bytes, which a chat server may send");
        }
        if (clientsPerSecond < 1) {
            throw new IllegalArgumentException("parley.gateway.sockets.clients-per-second is at least 1");
        }
        if (drainWithin.compareTo(SHORTEST_DRAIN) < 0) {
            throw new IllegalArgumentException("parley.gateway.sockets.drain-within is at least 1 s");
        }
    }

    int maxFrameBytes() {
        return Math.toIntExact(maxFrame.toBytes());
    }
}
