package dev.parley.chat.edge;

import dev.parley.chat.presence.SignOfLife;

/// When a client was last heard. Written by its event loop, read by anyone.
final class LastHeard implements SignOfLife {
    private volatile long nanos;

    LastHeard(long nowNanos) {
        nanos = nowNanos;
    }

    void now(long nowNanos) {
        nanos = nowNanos;
    }

    @Override
    public long heardNanos() {
        return nanos;
    }
}
