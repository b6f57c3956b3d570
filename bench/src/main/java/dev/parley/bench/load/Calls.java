package dev.parley.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Calls that block, made by threads of their own: at intended times, whatever comes back, or as fast as answers come.
public final class Calls {
    /// One of the threads, with what it needs. Its calls are numbered over all threads.
    public interface Caller extends AutoCloseable {
        /// @throws RuntimeException ends everything
        void call(int number);

        @Override
        void close();
    }

    /// @param times from the intended time of each call after the warm-up, or from its start when none was intended
    /// @param made all calls
    /// @param seconds that they took together
    public record Outcome(Latencies times, int made, double seconds) {
        public double perSecond() {
            return made / seconds;
        }
    }

    private Calls() {}

    /// An open loop: a call that can't begin in time, as all threads wait, has waited since then.
    ///
    /// @throws CompletionException with what a call threw
    public static Outcome paced(Supplier<? extends Caller> callers, int threads, Window window) {
        long start = System.nanoTime();
        return run(callers, threads, (number, times, caller) -> {
            if (number >= window.messages()) {
                return false;
            }
            long due = start + window.intendedNanos(number);
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            caller.call(number);
            if (number >= window.warmUpMessages()) {
                times.record(System.nanoTime() - due);
            }
            return true;
        });
    }

    /// A closed loop: each thread calls again as soon as it has an answer.
    ///
    /// @throws CompletionException with what a call threw
    public static Outcome flatOut(Supplier<? extends Caller> callers, int threads, Duration howLong) {
        long end = System.nanoTime() + howLong.toNanos();
        return run(callers, threads, (number, times, caller) -> {
            long begun = System.nanoTime();
            if (begun >= end) {
                return false;
            }
            caller.call(number);
            times.record(System.nanoTime() - begun);
            return true;
        });
    }

    private interface Step {
        /// @return whether a call was made; if not, none is made after it
        boolean take(int number, Latencies times, Caller caller);
    }

    private static Outcome run(Supplier<? extends Caller> callers, int threads, Step step) {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger made = new AtomicInteger();
        Latencies all = new Latencies();
        List<CompletableFuture<Latencies>> running = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            CompletableFuture<Latencies> done = new CompletableFuture<>();
            running.add(done);
            Thread.ofPlatform().daemon().start(() -> {
                Latencies times = new Latencies();
                try (Caller caller = callers.get()) {
                    while (step.take(next.getAndIncrement(), times, caller)) {
                        made.incrementAndGet();
                    }
                    done.complete(times);
                } catch (RuntimeException | Error failed) {
                    done.completeExceptionally(failed);
                }
            });
        }
        running.forEach(done -> all.add(done.join()));
        return new Outcome(all, made.get(), (System.nanoTime() - start) / 1e9);
    }
}
