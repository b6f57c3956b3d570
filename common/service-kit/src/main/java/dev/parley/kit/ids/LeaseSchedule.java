package dev.parley.kit.ids;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Runs [KeepLease] on a virtual thread from early in the service's start to late in its stop. The start does not
/// wait for
/// the lease: id-service may still be starting, or be this very process.
final class LeaseSchedule implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(LeaseSchedule.class);

    /// Before everything that stamps ids, and after it when stopping: edges use phases near the largest.
    private static final int EARLY = -1_000;

    /// After a bug, so that it is not met thousands of times a second.
    private static final Duration AFTER_BUG = Duration.ofSeconds(5);

    private final KeepLease keepLease;
    private final Duration longestCall;
    private @Nullable ScheduledExecutorService thread;

    LeaseSchedule(KeepLease keepLease, IdsSettings settings) {
        this.keepLease = keepLease;
        this.longestCall = settings.requestTimeout().multipliedBy(2);
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("ids-lease").factory());
            thread = started;
            schedule(started, Duration.ZERO);
        }
    }

    private void schedule(ScheduledExecutorService executor, Duration delay) {
        try {
            executor.schedule(() -> run(executor), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopping) {
            log.atDebug().setMessage("worker_number_schedule_ended").log();
        }
    }

    private void run(ScheduledExecutorService executor) {
        Duration next = AFTER_BUG;
        try {
            next = keepLease.step();
        } catch (RuntimeException bug) {
            log.atError().setMessage("worker_number_failed").setCause(bug).log();
        } finally {
            schedule(executor, next);
        }
    }

    @Override
    public synchronized void stop() {
        ScheduledExecutorService running = thread;
        if (running == null) {
            return;
        }
        thread = null;
        running.shutdownNow();
        try {
            if (running.awaitTermination(longestCall.toMillis(), TimeUnit.MILLISECONDS)) {
                keepLease.release();
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
        return EARLY;
    }
}
