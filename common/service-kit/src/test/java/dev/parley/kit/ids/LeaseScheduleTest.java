package dev.parley.kit.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseScheduleTest {
    private static final IdsSettings SETTINGS = new IdsSettings(
            Duration.ofMinutes(1),
            Duration.ofMillis(10),
            Duration.ofMinutes(2),
            Duration.ofSeconds(2),
            Duration.ofMillis(2),
            Duration.ofMillis(20));

    private final ScriptedLeases leases = new ScriptedLeases();
    private final IdMetrics metrics = new IdMetrics(new SimpleMeterRegistry());
    private final LeasedIds ids = new LeasedIds(Clock.systemUTC(), System::nanoTime, SETTINGS, metrics);
    private final LeaseSchedule schedule = new LeaseSchedule(
            new KeepLease(leases, ids, Clock.systemUTC(), System::nanoTime, new Random(1), SETTINGS, metrics, "test"),
            SETTINGS);

    @AfterEach
    void stop() {
        schedule.stop();
    }

    @Test
    void startDoesNotWaitForIdServiceAndTheLeaseComesWhenItDoes() {
        leases.down = true;
        schedule.start();
        assertThat(schedule.isRunning()).isTrue();
        await().until(() -> leases.calls >= 3);
        assertThat(ids.hasLease()).isFalse();
        leases.down = false;
        await().until(ids::hasLease);
    }

    @Test
    void bugInTheStoreDoesNotEndTheSchedule() {
        leases.onTheWay = () -> {
            if (leases.calls == 1) {
                throw new IllegalStateException("a bug");
            }
        };
        schedule.start();
        await().atMost(Duration.ofSeconds(20)).until(ids::hasLease);
    }

    @Test
    void stopReleasesTheNumberAndLeavesNothingRunning() {
        schedule.start();
        await().until(ids::hasLease);
        schedule.stop();
        assertThat(leases.released).hasSize(1);
        assertThat(ids.hasLease()).isFalse();
        assertThat(schedule.isRunning()).isFalse();
        schedule.stop();
        assertThat(leases.released).hasSize(1);
    }

    @Test
    void startAfterStopLeasesAgain() {
        schedule.start();
        await().until(ids::hasLease);
        schedule.stop();
        schedule.start();
        await().until(ids::hasLease);
    }

    @Test
    void idsStampedByManyThreadsAreUnique() throws InterruptedException {
        schedule.start();
        await().until(ids::hasLease);
        int threads = 8;
        int each = 50_000;
        long[] stamped = new long[threads * each];
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            for (int thread = 0; thread < threads; thread++) {
                int from = thread * each;
                workers.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        stamped[from + i] = ids.next();
                    }
                });
            }
            workers.shutdown();
            assertThat(workers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        for (int thread = 0; thread < threads; thread++) {
            long[] own = Arrays.copyOfRange(stamped, thread * each, (thread + 1) * each);
            assertThat(own).isSorted();
        }
        assertThat(Arrays.stream(stamped).filter(id -> id > 0).distinct()).hasSize(threads * each);
    }
}
