package dev.parley.chat.edge;

import dev.parley.chat.inbox.EncodedFrame;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What waits to leave one socket, bounded in bytes. Pure. Safe for any number of threads.
///
/// Each frame counts against the budget of all connections from [#offer] until it is dropped here or, once polled,
/// [#taken] by the socket. Once closed it takes nothing more; what it holds by then, the close frame last, can still
/// be taken out.
final class OutboundQueue {
    /// One WebSocket frame to be written.
    sealed interface Outgoing {
        /// What it counts against the connection's bound.
        default int bytes() {
            return 0;
        }

        /// What it counts against the budget of all connections: its text or payload and [#OVERHEAD]. An array that
        /// waits for several clients counts for each, since Netty copies it for each that does not read.
        default int cost() {
            return bytes() + OVERHEAD;
        }

        record Text(byte[] json) implements Outgoing {
            @Override
            public int bytes() {
                return json.length;
            }
        }

        /// Does not count against the bound: there are at most [EdgeSettings.Limits#pullsAtOnce] of them.
        ///
        /// @param taken runs once the socket has taken it
        record Page(byte[] json, Runnable taken) implements Outgoing {
            @Override
            public int cost() {
                return json.length + OVERHEAD;
            }
        }

        record Pong(byte[] payload) implements Outgoing {
            @Override
            public int bytes() {
                return payload.length + 1;
            }
        }

        /// Says why it closes. Short, and counted nowhere: else a thousand slow readers that are told why would take
        /// the room of those that read.
        record LastWords(byte[] json) implements Outgoing {
            @Override
            public int cost() {
                return 0;
            }
        }

        record Close(int code, String reason) implements Outgoing {
            @Override
            public int cost() {
                return 0;
            }
        }
    }

    /// About what a frame costs on the heap besides its text: array header, promise, buffers, places in queues.
    static final int OVERHEAD = 256;

    private final long bound;
    private final OutboundBudget budget;
    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>(4);
    private long bytes;
    private long held;
    private volatile boolean closed;

    /// @param bound bytes that may wait; one frame may whatever its size
    /// @param budget of all connections
    OutboundQueue(long bound, OutboundBudget budget) {
        this.bound = bound;
        this.budget = budget;
    }

    /// @return false if the bound or the share of the budget is passed: nothing was taken then. True also for what is
    /// dropped because this is
    /// closed
    synchronized boolean offer(Outgoing outgoing) {
        if (closed) {
            return true;
        }
        if (outgoing.bytes() > 0 && bytes > 0 && bytes + outgoing.bytes() > bound) {
            return false;
        }
        if (!budget.take(outgoing.cost(), held)) {
            return false;
        }
        add(outgoing);
        return true;
    }

    private void add(Outgoing outgoing) {
        waiting.add(outgoing);
        bytes += outgoing.bytes();
        held += outgoing.cost();
    }

    /// Takes a last frame and the close frame, beyond bound and budget, and closes.
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
            add(new Outgoing.LastWords(last.json()));
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
        waiting.forEach(this::giveBack);
        waiting.clear();
        bytes = 0;
    }

    /// The socket has taken a frame that was polled, or will never take it. To be called once for each.
    synchronized void taken(Outgoing outgoing) {
        giveBack(outgoing);
    }

    private void giveBack(Outgoing outgoing) {
        held -= outgoing.cost();
        budget.giveBack(outgoing.cost());
    }

    /// The next frame, which goes on counting against the budget until it is [#taken].
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
