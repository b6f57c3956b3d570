package dev.parley.client.simulate;

import dev.parley.client.connection.SocketClient;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A poor network in front of good sockets: every frame takes its time, and a connection breaks when it is told to.
/// Frames stay in order. Everything happens on one thread.
public final class FrailSockets implements SocketClient, AutoCloseable {
    private final SocketClient sockets;
    private final Duration latency;
    private final ScheduledExecutorService wire = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("parley-wire").factory());
    /// Used on the wire's thread only.
    private @Nullable FrailSocket current;

    /// @param latency of a frame, one way
    public FrailSockets(SocketClient sockets, Duration latency) {
        this.sockets = sockets;
        this.latency = latency;
    }

    @Override
    public Socket open(URI url, Listener listener) {
        FrailSocket socket = new FrailSocket(listener);
        after(Duration.ZERO, () -> {
            current = socket;
            socket.inner.complete(sockets.open(url, socket));
        });
        return socket;
    }

    /// The connection there is, if any, is closed, and its client hears that it broke.
    public void breakOff() {
        after(Duration.ZERO, () -> {
            FrailSocket broken = current;
            if (broken != null && !broken.ended) {
                broken.ended = true;
                broken.inner.thenAccept(Socket::close);
                broken.listener.gone();
            }
        });
    }

    private void after(Duration delay, Runnable task) {
        try {
            var unused = wire.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            // What is under way when the person leaves is lost, as on a network.
        }
    }

    @Override
    public void close() {
        wire.shutdownNow();
    }

    private final class FrailSocket implements Socket, Listener {
        private final Listener listener;
        private final CompletableFuture<Socket> inner = new CompletableFuture<>();
        /// Used on the wire's thread only.
        private boolean ended;

        FrailSocket(Listener listener) {
            this.listener = listener;
        }

        private void passed(Runnable call) {
            after(latency, () -> {
                if (!ended) {
                    call.run();
                }
            });
        }

        @Override
        public void opened() {
            passed(listener::opened);
        }

        @Override
        public void received(String frame) {
            passed(() -> listener.received(frame));
        }

        @Override
        public void pong() {
            passed(listener::pong);
        }

        @Override
        public void gone() {
            passed(() -> {
                ended = true;
                listener.gone();
            });
        }

        @Override
        public void write(String frame) {
            passed(() -> inner.thenAccept(socket -> socket.write(frame)));
        }

        @Override
        public void ping() {
            passed(() -> inner.thenAccept(Socket::ping));
        }

        @Override
        public void next() {
            inner.thenAccept(Socket::next);
        }

        @Override
        public CompletableFuture<?> close() {
            CompletableFuture<@Nullable Object> closed = new CompletableFuture<>();
            after(latency, () -> {
                ended = true;
                inner.thenCompose(Socket::close).whenComplete((done, failed) -> closed.complete(null));
            });
            return closed;
        }
    }
}
