package dev.parley.notification.deliver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Runs [DeliverPush] of each provider on a thread of its own while the service lives, and the housekeeping on
/// another.
final class PushThreads implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(PushThreads.class);

    /// Between two looks when nothing was due, so how long a ring waits at most before it is noticed.
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    /// While PostgreSQL is away.
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private static final Duration COUNT_EVERY = Duration.ofSeconds(15);

    /// For each thread to end its round, and for pushes to be answered and recorded.
    private static final Duration STOP = Duration.ofSeconds(5);

    private final List<DeliverPush> deliveries;
    private final ForgetOutstanding forget;
    private final ExecutorService pushes;
    private final List<Thread> threads = new ArrayList<>();
    private volatile CountDownLatch stopping = new CountDownLatch(1);

    PushThreads(List<DeliverPush> deliveries, ForgetOutstanding forget, ExecutorService pushes) {
        this.pushes = pushes;
        this.deliveries = List.copyOf(deliveries);
        this.forget = forget;
    }

    private interface Round {
        /// @return whether there may be more to do at once
        boolean run();
    }

    @Override
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        CountDownLatch stop = new CountDownLatch(1);
        stopping = stop;
        for (DeliverPush delivery : deliveries) {
            begin("push", stop, LOOK_EVERY, () -> delivery.once() > 0);
        }
        begin("push-housekeeping", stop, COUNT_EVERY, () -> {
            deliveries.forEach(DeliverPush::countDue);
            return forget.once();
        });
    }

    private void begin(String name, CountDownLatch stop, Duration every, Round round) {
        threads.add(Thread.ofVirtual().name(name).start(() -> run(name, stop, every, round)));
    }

    private static void run(String name, CountDownLatch stop, Duration every, Round round) {
        boolean failing = false;
        Duration pause = Duration.ZERO;
        try {
            while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    pause = round.run() ? Duration.ZERO : every;
                    failing = false;
                } catch (RuntimeException failure) {
                    if (!failing) {
                        log.atError()
                                .setMessage("push_round_failed")
                                .addKeyValue("thread", name)
                                .setCause(failure)
                                .log();
                    }
                    failing = true;
                    pause = AFTER_FAILURE;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void stop() {
        stopping.countDown();
        try {
            for (Thread thread : threads) {
                if (!thread.join(STOP)) {
                    thread.interrupt(); // What it took is taken by another once the lease has run out.
                }
            }
            pushes.shutdown();
            if (!pushes.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                log.atWarn().setMessage("pushes_left_behind").log(); // Made once more, as after a crash.
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }
}
