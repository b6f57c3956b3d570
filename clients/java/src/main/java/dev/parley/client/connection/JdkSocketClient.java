package dev.parley.client.connection;

import dev.parley.contracts.frame.Frames;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// WebSockets of the JDK.
public final class JdkSocketClient implements SocketClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    /// A page has about 1 MiB of text and up to 200 events; what is larger is not from a Parley server.
    private static final int MAX_FRAME_CHARS = 16 << 20;
    /// Frames asked for before the first is dealt with. With one alone, an end of the connection that comes while it
    /// is dealt with is often read by the JDK's client (25.0.3) and never told; with two, seldom. What is not told
    /// is noticed by the missing answers to heartbeats.
    private static final int AHEAD = 2;

    private final HttpClient http;

    public JdkSocketClient(HttpClient http) {
        this.http = http;
    }

    @Override
    public Socket open(URI url, Listener listener) {
        JdkSocket socket = new JdkSocket(listener);
        try {
            socket.opening(http.newWebSocketBuilder()
                    .subprotocols(Frames.SUBPROTOCOL)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .buildAsync(url, socket));
        } catch (IllegalArgumentException notAWebSocketUrl) {
            socket.end();
        }
        return socket;
    }

    private static final class JdkSocket implements Socket, WebSocket.Listener {
        private final Listener listener;
        private final StringBuilder frame = new StringBuilder();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final AtomicInteger queued = new AtomicInteger();
        private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
        private CompletableFuture<WebSocket> writes = socket.copy();

        JdkSocket(Listener listener) {
            this.listener = listener;
        }

        void opening(CompletableFuture<WebSocket> opening) {
            opening.whenComplete((open, failed) -> {
                if (failed != null) {
                    socket.completeExceptionally(failed);
                    end();
                }
            });
        }

        @Override
        public void onOpen(WebSocket open) {
            socket.complete(open);
            if (ended.get()) {
                open.abort();
                return;
            }
            listener.opened();
            open.request(AHEAD);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket open, CharSequence part, boolean last) {
            if (frame.length() + part.length() > MAX_FRAME_CHARS) {
                abort();
                return null;
            }
            frame.append(part);
            if (last) {
                String whole = frame.toString();
                frame.setLength(0);
                if (!ended.get()) {
                    listener.received(whole);
                }
            } else {
                open.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket open, ByteBuffer data, boolean last) {
            abort();
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket open, ByteBuffer message) {
            open.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket open, ByteBuffer message) {
            if (!ended.get()) {
                listener.pong();
            }
            open.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket open, int code, String reason) {
            end();
            return null;
        }

        @Override
        public void onError(WebSocket open, Throwable broken) {
            end();
        }

        @Override
        public void write(String text) {
            if (queued.incrementAndGet() > MAX_QUEUED) {
                abort();
                return;
            }
            after(open -> open.sendText(text, true));
        }

        @Override
        public void ping() {
            queued.incrementAndGet();
            after(open -> open.sendPing(ByteBuffer.allocate(0)));
        }

        /// The JDK takes one write at a time.
        private synchronized void after(Function<WebSocket, CompletableFuture<WebSocket>> write) {
            writes = writes.thenCompose(write).whenComplete((open, failed) -> {
                queued.decrementAndGet();
                if (failed != null) {
                    abort();
                }
            });
        }

        @Override
        public void next() {
            WebSocket open = socket.getNow(null);
            if (open != null && !ended.get()) {
                open.request(1);
            }
        }

        @Override
        public synchronized CompletableFuture<?> close() {
            ended.set(true);
            return writes.thenCompose(open -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""))
                    .orTimeout(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .handle((closed, failed) -> socket.thenAccept(WebSocket::abort));
        }

        private void abort() {
            socket.thenAccept(WebSocket::abort);
            end();
        }

        void end() {
            if (!ended.getAndSet(true)) {
                listener.gone();
            }
        }
    }
}
