package dev.parley.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What runs so far, so that it can be stopped in reverse order, also in the middle of starting.
///
/// Safe for the starting thread and the one that stops.
final class Everything implements AutoCloseable {
    private final Deque<Part> parts = new ArrayDeque<>();
    private boolean closed;

    private record Part(String name, Runnable stop) {}

    /// Something runs from now on. When stopping has begun already, it is stopped at once.
    synchronized void add(String name, Runnable stop) {
        if (closed) {
            stop.run();
        } else {
            parts.push(new Part(name, stop));
        }
    }

    synchronized boolean isEmpty() {
        return parts.isEmpty();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /// Stops all, the last started first. What fails to stop does not keep the others running.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        for (Part part = next(); part != null; part = next()) {
            try {
                part.stop().run();
            } catch (RuntimeException e) {
                System.err.println(part.name() + " did not stop cleanly: " + e.getMessage());
            }
        }
    }

    private synchronized @Nullable Part next() {
        return parts.poll();
    }
}
