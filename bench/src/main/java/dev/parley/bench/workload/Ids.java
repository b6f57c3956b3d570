package dev.parley.bench.workload;

import dev.parley.bench.load.Loop;
import dev.parley.bench.report.Bound;
import dev.parley.bench.report.Comparison;
import dev.parley.contracts.id.GeneratorBounds;
import dev.parley.contracts.id.Snowflake;
import dev.parley.contracts.id.SnowflakeGenerator;
import dev.parley.contracts.id.Stamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What an id costs, and how many can be had for long.
final class Ids implements Workload.Alone {
    private static final int WORKER = 1;
    /// Of each thread; the first time that many warm up.
    private static final int IDS = 10_000_000;

    private static final int PER_MILLISECOND = Snowflake.MAX_COUNTER + 1;
    private static final long SUSTAINED_NANOS = TimeUnit.SECONDS.toNanos(2);

    @Override
    public String name() {
        return "ids";
    }

    @Override
    public String about() {
        return "nanoseconds for an id with one and two threads, and ids for each millisecond that are had for long";
    }

    @Override
    public Comparison run(Path home, Consumer<String> progress, Loop loop, Plan plan) {
        Counter subject = new Counter(
                "the Snowflake generator behind a lock, as services have it; its clock moves on when a millisecond is"
                        + " used up",
                "greater than all before it, also across processes",
                new Stamps(false)::next,
                new Stamps(true)::next);
        Counter floor = new Counter(
                "AtomicLong.incrementAndGet", "unique in its process", new AtomicLong()::incrementAndGet, null);
        return Turns.take(
                name(),
                progress,
                plan.rounds(),
                subject,
                floor,
                (side, who, broken) -> side.round(broken),
                List.of("nanosOneThread", "nanosTwoThreads"),
                List.of(Bound.atLeast("perMillisecond", 0.99 * PER_MILLISECOND)));
    }

    /// A generator and its lock.
    private static final class Stamps {
        private final ReentrantLock lock = new ReentrantLock();
        private final SnowflakeGenerator generator =
                new SnowflakeGenerator(WORKER, Snowflake.EPOCH_MS, 0, GeneratorBounds.DEFAULT);
        private final boolean onTheWallClock;
        private long ownMs = Snowflake.EPOCH_MS + 1;

        /// @param onTheWallClock or on one that never makes it wait
        Stamps(boolean onTheWallClock) {
            this.onTheWallClock = onTheWallClock;
            generator.allowUntil(Snowflake.MAX_UNIX_MS);
        }

        long next() {
            while (true) {
                switch (stamp()) {
                    case Stamp.Id it -> {
                        return it.id();
                    }
                    case Stamp.Wait it -> Thread.onSpinWait();
                    case Stamp.Refused it -> throw new IllegalStateException("refused: " + it.reason());
                }
            }
        }

        private Stamp stamp() {
            lock.lock();
            try {
                Stamp stamp = generator.next(onTheWallClock ? System.currentTimeMillis() : ownMs);
                if (stamp instanceof Stamp.Wait) {
                    ownMs++;
                }
                return stamp;
            } finally {
                lock.unlock();
            }
        }
    }

    /// @param sustained null where nothing is paced
    private record Counter(
            String what,
            String durability,
            LongSupplier ids,
            @Nullable LongSupplier sustained) implements Contender {
        @Override
        public void begin() {
            take(ids, 1, IDS); // Compiled once.
        }

        Map<String, Double> round(List<String> broken) {
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("nanosOneThread", nanosEach(1, broken));
            figures.put("nanosTwoThreads", nanosEach(2, broken));
            LongSupplier paced = sustained;
            if (paced != null) {
                figures.put("perMillisecond", perMillisecond(paced));
            }
            return figures;
        }

        /// From the first to the last, for each id of all threads.
        private double nanosEach(int threads, List<String> broken) {
            Taken taken = take(ids, threads, IDS / threads);
            if (taken.wrong() > 0) {
                broken.add(what + ": " + taken.wrong() + " ids were not greater than the one before");
            }
            return taken.nanos() / (double) (IDS / threads * threads);
        }

        @Override
        public void end() {
            // Its threads have ended.
        }

        @Override
        public void close() {
            // As well.
        }
    }

    /// @param nanos from the moment all threads began to the moment the last ended
    /// @param wrong ids that were not greater than the one before them in their thread
    record Taken(long nanos, long wrong) {}

    static Taken take(LongSupplier ids, int threads, int each) {
        AtomicLong wrong = new AtomicLong();
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(Thread.ofPlatform().start(() -> {
                await(go);
                long last = 0;
                long falling = 0;
                for (int taken = 0; taken < each; taken++) {
                    long id = ids.getAsLong();
                    falling += id <= last ? 1 : 0;
                    last = id;
                }
                wrong.addAndGet(falling);
            }));
        }
        long start = System.nanoTime();
        go.countDown();
        for (Thread thread : all) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return new Taken(System.nanoTime() - start, wrong.get());
    }

    private static double perMillisecond(LongSupplier ids) {
        long start = System.nanoTime();
        long first = ids.getAsLong();
        long last = first;
        long taken = 0;
        long now = start;
        while (now - start < SUSTAINED_NANOS) {
            for (int i = 0; i < PER_MILLISECOND; i++) {
                last = ids.getAsLong();
            }
            taken += PER_MILLISECOND;
            now = System.nanoTime();
        }
        if (last <= first) {
            throw new IllegalStateException("ids do not rise");
        }
        return taken * 1e6 / (now - start);
    }

    private static void await(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
