package dev.parley.engines;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Starts one engine again when its process ends by itself.
public final class KeepRunning {
    /// An engine that dies more often has a reason that another start does not remove.
    private static final int RESTARTS = 5;

    private final Engine engine;
    private final Consumer<Engine> start;
    private final BooleanSupplier closed;
    private final Listener told;
    private int restarts;

    KeepRunning(Engine engine, Consumer<Engine> start, BooleanSupplier closed, Listener told) {
        this.engine = engine;
        this.start = start;
        this.closed = closed;
        this.told = told;
    }

    /// Hears what became of an engine that ended by itself.
    @FunctionalInterface
    public interface Listener {
        /// @param running false when it has been given up
        void ended(Engine engine, boolean running);
    }

    void watch() {
        engine.ended().thenRunAsync(this::again, task -> Thread.ofVirtual().start(task));
    }

    private void again() {
        if (closed.getAsBoolean()) {
            return;
        }
        boolean running = restarts++ < RESTARTS && started();
        if (closed.getAsBoolean()) {
            return;
        }
        told.ended(engine, running);
        if (running) {
            watch();
        }
    }

    private boolean started() {
        try {
            start.accept(engine);
            return true;
        } catch (EngineException e) {
            return false; // Its log says why; the listener is told.
        }
    }
}
