package dev.parley.gateway.socket;

import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableChannel;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/// One end of a socket that is passed through.
record Side(WebsocketInbound in, WebsocketOutbound out) {
    @Nullable
    String subprotocol() {
        return in.selectedSubprotocol();
    }

    /// Frames as they come, fragments and pings included, until the end; whoever takes one releases it.
    Flux<WebSocketFrame> frames() {
        return in.receiveFrames().doOnNext(WebSocketFrame::retain).doOnDiscard(WebSocketFrame.class, frame -> {
            var unused = frame.release();
        });
    }

    /// Releases the frame. Completes when the kernel has it.
    Mono<Void> write(WebSocketFrame frame) {
        return out.sendObject(frame).then();
    }

    /// With which status this side closed, or was closed; [WebSocketCloseStatus#ENDPOINT_UNAVAILABLE] (1001) if it
    /// just broke off.
    Mono<WebSocketCloseStatus> closeStatus() {
        return in.receiveCloseStatus().onErrorComplete().defaultIfEmpty(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE);
    }

    /// Sends a close frame and ends the connection. Does nothing if it was closed before.
    Mono<Void> close(WebSocketCloseStatus status) {
        if (status.code() == WebSocketCloseStatus.EMPTY.code()) {
            return out.sendClose();
        }
        boolean sendable = status.code() > 0 && WebSocketCloseStatus.isValidStatusCode(status.code());
        WebSocketCloseStatus sent = sendable ? status : WebSocketCloseStatus.ENDPOINT_UNAVAILABLE;
        return out.sendClose(sent.code(), sent.reasonText());
    }

    /// Ends the connection at once.
    void drop() {
        in.withConnection(DisposableChannel::dispose);
    }
}
