package dev.parley.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;

/// Background threads of one process, without threads: a task runs when the world says so, or at the latest when
/// somebody waits for it.
final class SimulatedExecutor extends AbstractExecutorService {
    private final List<Runnable> waiting = new ArrayList<>();
    private int running;

    /// Whether a task is in the middle of something.
    boolean isRunning() {
        return running > 0;
    }

    boolean isIdle() {
        return waiting.isEmpty();
    }

    void runOne(Fate fate) {
        run(waiting.remove(fate.below(waiting.size())));
    }

    private void run(Runnable task) {
        running++;
        try {
            task.run();
        } finally {
            running--;
        }
    }

    void forgetAll() {
        waiting.clear();
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        return new Awaited<>(callable);
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
        return new Awaited<>(() -> {
            runnable.run();
            return value;
        });
    }

    private final class Awaited<T> extends FutureTask<T> {
        private boolean begun;

        Awaited(Callable<T> callable) {
            super(callable);
        }

        @Override
        public void run() {
            begun = true;
            super.run();
        }

        @Override
        public T get() throws InterruptedException, ExecutionException {
            if (!begun) {
                waiting.remove(this);
                SimulatedExecutor.this.run(this);
            }
            if (!isDone()) {
                throw new IllegalStateException("would wait for itself");
            }
            return super.get();
        }
    }

    @Override
    public void shutdown() {
        forgetAll();
    }

    @Override
    public List<Runnable> shutdownNow() {
        forgetAll();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
