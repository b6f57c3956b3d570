package dev.parley.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread on which a client decides. Tasks never block it for longer than a small file takes to write.
final class LoopThread {
    private static final Logger log = LoggerFactory.getLogger(LoopThread.class);

    private final LongSupplier clockMs;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("parley-client").factory());
    private Runnable afterEach = () -> {};
    private @Nullable Future<?> alarm;
    private long alarmAtMs = Long.MAX_VALUE;

    LoopThread(LongSupplier clockMs) {
        this.clockMs = clockMs;
    }

    long nowMs() {
        return clockMs.getAsLong();
    }

    /// Runs after every task. Set once, before the first.
    void afterEach(Runnable task) {
        afterEach = task;
    }

    /// After the shutdown, tasks are dropped.
    void post(Runnable task) {
        try {
            thread.execute(() -> guarded(task));
        } catch (RejectedExecutionException shutDown) {
            log.atTrace().setMessage("task_dropped").log();
        }
    }

    void later(Runnable task, long delayMs) {
        schedule(task, delayMs);
    }

    /// Runs `task` at `dueMs`, or earlier. For the loop's thread, which has one alarm.
    void alarm(long dueMs, Runnable task) {
        boolean goesOffBefore = alarmAtMs <= dueMs && alarmAtMs > nowMs();
        if (goesOffBefore) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarmAtMs = dueMs;
        alarm = dueMs == Long.MAX_VALUE ? null : schedule(task, Math.max(1, dueMs - nowMs()));
    }

    private @Nullable Future<?> schedule(Runnable task, long delayMs) {
        try {
            return thread.schedule(() -> guarded(task), delayMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException shutDown) {
            return null;
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
            afterEach.run();
        } catch (RuntimeException fault) {
            log.atError().setMessage("client_fault").setCause(fault).log();
        }
    }

    /// Asks something of what lives on this thread. Not for this thread itself.
    ///
    /// @throws ClientClosedException after the shutdown
    <T> CompletableFuture<T> ask(Supplier<T> question) {
        try {
            return CompletableFuture.supplyAsync(question, thread);
        } catch (RejectedExecutionException shutDown) {
            throw new ClientClosedException();
        }
    }

    void shutdown() {
        thread.shutdownNow();
    }
}
