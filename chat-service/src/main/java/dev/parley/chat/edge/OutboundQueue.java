package dev.parley.chat.edge;

import dev.parley.chat.inbox.EncodedFrame;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What waits to leave one socket, bounded in bytes. Pure. Safe for any number of threads.
///
/// Once closed it takes nothing more; what it holds by then, the close frame last, can still be taken out.
final class OutboundQueue {
    /// One WebSocket frame to be written.
    sealed interface Outgoing {
        /// What it counts against the bound.
        default int bytes() {
            return 0;
        }

        record Text(byte[] json) implements Outgoing {
            @Override
            public int bytes() {
                return json.length;
            }
        }

        /// Does not count: there are at most [EdgeSettings.Limits#pullsAtOnce] of them.
        ///
        /// @param taken runs once the socket has taken it
        record Page(byte[] json, Runnable taken) implements Outgoing {}

        record Pong(byte[] payload) implements Outgoing {
            @Override
            public int bytes() {
                return payload.length + 1;
            }
        }

        record Close(int code, String reason) implements Outgoing {}
    }

    private final long bound;
    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>(4);
    private long bytes;
    private volatile boolean closed;

    /// @param bound bytes that may wait; one frame may whatever its size
    OutboundQueue(long bound) {
        this.bound = bound;
    }

    /// @return false if the bound is passed: nothing was taken then. True also for what is dropped because this is
    /// closed
    synchronized boolean offer(Outgoing outgoing) {
        if (closed) {
            return true;
        }
        if (outgoing.bytes() > 0 && bytes > 0 && bytes + outgoing.bytes() > bound) {
            return false;
        }
        add(outgoing);
        return true;
    }

    private void add(Outgoing outgoing) {
        waiting.add(outgoing);
        bytes += outgoing.bytes();
    }

    /// Takes a last frame and the close frame, beyond the bound, and closes.
    ///
    /// @param dropWaiting what waits is dropped; otherwise it goes out before
    /// @return false if it was closed already
    synchronized boolean close(@Nullable EncodedFrame last, Outgoing.Close close, boolean dropWaiting) {
        if (closed) {
            return false;
        }
        closed = true;
        if (dropWaiting) {
            clear();
        }
        if (last != null) {
            add(new Outgoing.Text(last.json()));
        }
        add(close);
        return true;
    }

    /// Closes and drops everything.
    synchronized void abandon() {
        closed = true;
        clear();
    }

    private void clear() {
        waiting.clear();
        bytes = 0;
    }

    synchronized @Nullable Outgoing poll() {
        Outgoing next = waiting.poll();
        if (next != null) {
            bytes -= next.bytes();
        }
        return next;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean isClosed() {
        return closed;
    }
}
