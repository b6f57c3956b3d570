package dev.parley.api.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/// Runs [RelayOutbox] on a thread of its own while the service lives. Starts before requests are served and stops
/// after them.
final class OutboxThread implements SmartLifecycle {
    /// Entries of crashed replicas wait this long at most.
    private static final Duration EVERY = Duration.ofSeconds(1);

    private static final Duration STOP = Duration.ofSeconds(5);

    private final RelayOutbox relay;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    OutboxThread(RelayOutbox relay) {
        this.relay = relay;
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            stopping = false;
            thread = Thread.ofVirtual().name("outbox").start(this::run);
        }
    }

    private void run() {
        try {
            while (!stopping) {
                relay.once(EVERY);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void stop() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        thread = null;
        stopping = true;
        relay.call();
        try {
            if (!running.join(STOP)) {
                running.interrupt(); // What it was about to publish is published by the next start.
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
