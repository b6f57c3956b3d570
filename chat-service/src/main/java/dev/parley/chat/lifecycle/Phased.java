package dev.parley.chat.lifecycle;

import org.springframework.context.SmartLifecycle;

/// Starts and stops something in its [Phase].
public final class Phased implements SmartLifecycle {
    private final Phase phase;
    private final Runnable start;
    private final Runnable stop;
    private volatile boolean running;

    /// @param stop may block for a bounded time
    public Phased(Phase phase, Runnable start, Runnable stop) {
        this.phase = phase;
        this.start = start;
        this.stop = stop;
    }

    @Override
    public void start() {
        start.run();
        running = true;
    }

    @Override
    public void stop() {
        stop.run();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return phase.number();
    }
}
