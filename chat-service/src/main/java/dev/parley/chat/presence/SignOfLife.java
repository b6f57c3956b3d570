package dev.parley.chat.presence;

/// What a connection knows of its client's life. The event loop writes it, a sweep reads it; a heartbeat costs
/// nothing else.
@FunctionalInterface
public interface SignOfLife {
    /// When the client was last heard, in nanoseconds of the server's ticker. Any thread.
    long heardNanos();
}
