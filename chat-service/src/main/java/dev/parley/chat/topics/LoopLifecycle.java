package dev.parley.chat.topics;

import org.springframework.context.SmartLifecycle;

/// Starts a loop with the process and stops it in its turn: the edge first, then inboxes, then the sequencer, so
/// that what was accepted is
/// carried as far as it goes.
public final class LoopLifecycle implements SmartLifecycle {
    public static final int ANNOUNCE_PHASE = 100;
    public static final int SEQUENCER_PHASE = 200;
    public static final int INBOX_PHASE = 300;

    private final PartitionLoop loop;
    private final int phase;
    private volatile boolean running;

    public LoopLifecycle(PartitionLoop loop, int phase) {
        this.loop = loop;
        this.phase = phase;
    }

    @Override
    public void start() {
        loop.start();
        running = true;
    }

    @Override
    public void stop() {
        loop.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return phase;
    }
}
