package dev.parley.id.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.id.RunningIdService;
import dev.parley.kit.ids.IdSource;
import dev.parley.kit.ids.IdsUnavailableException;
import dev.parley.testkit.engines.TestDatabase;
import dev.parley.testkit.engines.TestEngines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/// Processes stamp all the time, on leases of two seconds, while things go wrong.
class OutageBackendTest {
    private static final Map<String, Object> SHORT_LEASES =
            Map.of("parley.leases.ttl", "2s", "parley.leases.margin", "200ms", "parley.leases.most-ahead", "4s");
    private static final Map<String, Object> SHORT_PROMISES = Map.of(
            "parley.ids.promise", "3s",
            "parley.ids.max-lead", "1s",
            "parley.ids.retry-first", "20ms",
            "parley.ids.retry-most", "200ms");

    private TestDatabase database;
    private LeaseTable table;
    private RunningIdService service;
    private final List<Stamping> all = new ArrayList<>();

    @BeforeEach
    void start() {
        database = TestEngines.get().freshPostgresDatabase();
        table = new LeaseTable(database);
        service = new RunningIdService(database, 0, SHORT_LEASES);
        service.leaveLeases();
    }

    @AfterEach
    void stop() {
        all.forEach(Stamping::close);
        service.close();
        table.close();
    }

    @Test
    void tableEmptiedByHandLeadsToAPauseAndNotToAnIdTwice() {
        Stamping first = process();
        Stamping second = process();
        await().until(() -> first.isStamping() && second.isStamping());
        table.empty();
        Stamping third = process();
        await().atMost(Duration.ofSeconds(5)).until(() -> !first.isStamping() && !second.isStamping());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> first.isStamping() && second.isStamping() && third.isStamping());
        allIdsAreUnique();
    }

    @Test
    void withoutIdServiceStampingStopsBeforeTheLeaseEndsAndGoesOnWhenItIsBack() {
        Stamping process = process();
        await().until(process::isStamping);
        int port = service.port();
        service.close();
        assertThat(process.isStamping()).as("the lease is still good").isTrue();
        await().atMost(Duration.ofSeconds(2)).until(() -> !process.isStamping());
        service = new RunningIdService(database, port, SHORT_LEASES);
        await().atMost(Duration.ofSeconds(5)).until(process::isStamping);
        allIdsAreUnique();
    }

    private void allIdsAreUnique() {
        all.forEach(Stamping::close);
        List<Long> ids = all.stream().flatMap(Stamping::ids).toList();
        assertThat(ids).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        all.forEach(process -> assertThat(process.ids()).isSorted());
    }

    private Stamping process() {
        Stamping process = new Stamping(RunningIdService.otherProcess(service.port(), SHORT_PROMISES));
        all.add(process);
        return process;
    }

    private static final class Stamping implements AutoCloseable {
        private static final Duration PAUSE = Duration.ofMillis(1);

        private final List<Long> ids = new ArrayList<>();
        private final ConfigurableApplicationContext context;
        private final Thread thread;
        private volatile boolean stopped;
        private volatile boolean stamping;

        Stamping(ConfigurableApplicationContext context) {
            this.context = context;
            this.thread = Thread.ofVirtual().start(() -> stampUntilStopped(context.getBean(IdSource.class)));
        }

        private void stampUntilStopped(IdSource source) {
            while (!stopped) {
                try {
                    long id = source.next();
                    synchronized (ids) {
                        ids.add(id);
                    }
                    stamping = true;
                } catch (IdsUnavailableException unavailable) {
                    stamping = false;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }

        boolean isStamping() {
            return stamping;
        }

        Stream<Long> ids() {
            synchronized (ids) {
                return List.copyOf(ids).stream();
            }
        }

        @Override
        public void close() {
            stopped = true;
            try {
                thread.join();
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
            context.close();
        }
    }
}
