package dev.parley.gateway.socket;

import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;

/// Carries frames between a client and a chat server, both ways, until one of them ends; then the other is closed
/// with the same status.
///
/// In each direction one frame is under way at a time: the next is read when the kernel has taken the last. So a
/// side that does not read holds up the other side's writing, as if they were connected directly, and holds at most
/// one frame and the sockets' buffers here. A close never overtakes a frame.
final class PassFrames {
    private final Duration writeBound;
    private final SocketMetrics metrics;

    /// @param writeBound a side that takes no frame for this long is cut off
    PassFrames(Duration writeBound, SocketMetrics metrics) {
        this.writeBound = writeBound;
        this.metrics = metrics;
    }

    /// Completes when both sides are closed. Never fails.
    Mono<Void> between(Side client, Side server) {
        return Mono.when(pass(client, server), pass(server, client));
    }

    private Mono<Void> pass(Side from, Side to) {
        return from.frames()
                // What breaks off has ended, whatever the reason.
                .concatMap(frame -> write(frame, to), 1)
                .onErrorComplete()
                .then(Mono.defer(from::closeStatus))
                .flatMap(to::close)
                .onErrorComplete();
    }

    /// A failure ends the side written to, and through it, from the opposite direction, the other side. Until then
    /// its frames are read and lost, like bytes on a broken wire.
    private Mono<Void> write(WebSocketFrame frame, Side to) {
        return to.write(frame).timeout(writeBound).onErrorResume(failure -> {
            if (failure instanceof TimeoutException) {
                metrics.stuck();
            }
            to.drop();
            return Mono.empty();
        });
    }
}
