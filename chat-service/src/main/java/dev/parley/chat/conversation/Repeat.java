package dev.parley.chat.conversation;

import dev.parley.kit.time.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repeats steps until they succeed, while a store is away. There is no bound on repetitions: what the log holds
/// must be stored, and going on
/// without it would lose it. Ends at once when told to stop.
public final class Repeat {
    private static final Logger log = LoggerFactory.getLogger(Repeat.class);

    /// The process is stopping; the step did not succeed and will be taken again by whoever comes next.
    public static final class StoppedException extends RuntimeException {}

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /// Steps under way at once; more wait. Below the driver's own bound, at which it would fail them.
    private static final int MAX_AT_ONCE = 256;

    private final Semaphore atOnce = new Semaphore(MAX_AT_ONCE);
    private final ExecutorService executor;
    private final Pause pause;
    private volatile boolean stopped;

    /// @param executor runs steps that go on at the same time
    public Repeat(ExecutorService executor, Pause pause) {
        this.executor = executor;
        this.pause = pause;
    }

    public void stop() {
        stopped = true;
    }

    public boolean isStopped() {
        return stopped;
    }

    /// @throws StoppedException after [#stop]
    public <T> T untilDone(Supplier<T> step) {
        Duration next = FIRST_PAUSE;
        while (true) {
            try {
                return step.get();
            } catch (UnavailableException away) {
                log.atWarn()
                        .setMessage("store_away")
                        .addKeyValue("what", away.getMessage())
                        .log();
                rest(next);
                next = next.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? next.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    /// @throws StoppedException after [#stop]
    public void untilDone(Runnable step) {
        this.<Boolean>untilDone(() -> {
            step.run();
            return true;
        });
    }

    private void rest(Duration duration) {
        if (stopped) {
            throw new StoppedException();
        }
        try {
            pause.pause(duration);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        }
        if (stopped) {
            throw new StoppedException();
        }
    }

    /// Takes all steps at the same time, each until done; returns when the last one is.
    public void allUntilDone(List<Runnable> steps) {
        if (steps.size() == 1) {
            untilDone(steps.getFirst());
            return;
        }
        List<Future<?>> running = steps.stream()
                .<Future<?>>map(step -> executor.submit(() -> bounded(step)))
                .toList();
        running.forEach(Repeat::await);
    }

    /// As [#allUntilDone], but only so many at a time, for what nobody waits for: it leaves the store to those whom
    /// somebody does.
    public void fewUntilDone(List<Runnable> steps, int atOnce) {
        List<Runnable> chains = new ArrayList<>();
        for (int i = 0; i < Math.min(atOnce, steps.size()); i++) {
            int first = i;
            chains.add(() -> {
                for (int next = first; next < steps.size(); next += atOnce) {
                    untilDone(steps.get(next));
                }
            });
        }
        allUntilDone(chains);
    }

    private void bounded(Runnable step) {
        atOnce.acquireUninterruptibly();
        try {
            untilDone(step);
        } finally {
            atOnce.release();
        }
    }

    /// Waits for what was started elsewhere.
    public static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        }
    }
}
