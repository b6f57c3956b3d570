package dev.parley.id.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.parley.kit.ids.LeaseStore;
import dev.parley.kit.ids.LeasesUnavailableException;
import dev.parley.testkit.engines.TestDatabase;
import dev.parley.testkit.engines.TestEngines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcLeaseStoreBackendTest extends LeaseStoreContract {
    private static final int THREADS = 50;
    private static final int EACH = 22;

    private static TestDatabase database;
    private static LeaseTable table;
    private static LeaseStore store;

    @BeforeAll
    static void open() {
        database = TestEngines.get().freshPostgresDatabase();
        table = new LeaseTable(database);
        store = store(table.jdbc());
    }

    @AfterAll
    static void close() {
        table.close();
    }

    @Override
    LeaseStore store() {
        return store;
    }

    @Override
    LeaseTable table() {
        return table;
    }

    @Test
    void twoProcessesWithManyThreadsNeverGetTheSameNumber() throws Exception {
        try (HikariDataSource other = pool()) {
            LeaseStore otherProcess = store(JdbcClient.create(other));
            List<Callable<List<Integer>>> racers = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                LeaseStore racing = thread % 2 == 0 ? store : otherProcess;
                racers.add(() -> acquireMany(racing));
            }
            List<Integer> all = race(racers);
            assertThat(all).doesNotHaveDuplicates().hasSizeBetween(1_000, 1_024);
        }
    }

    @Test
    void oneFreeNumberHasOneWinner() throws Exception {
        for (int round = 0; round < 20; round++) {
            table.reset();
            table.takeAllBut(round);
            List<Callable<List<Integer>>> racers = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                racers.add(() -> acquire(store));
            }
            assertThat(race(racers)).containsExactly(round);
        }
    }

    @Test
    void numbersAreLeasedInTurnSoThatEachRestsLong() {
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            var lease = store.acquire("short", 0);
            store.release(lease.worker(), lease.token(), 0);
            assertThat(seen.add(lease.worker())).isTrue();
        }
    }

    @Test
    void silentDatabaseIsPassingTrouble() {
        try (HikariDataSource dead = pool()) {
            dead.setJdbcUrl("jdbc:postgresql://localhost:1/parley");
            dead.setConnectionTimeout(300);
            dead.setInitializationFailTimeout(-1);
            LeaseStore unreachable = store(JdbcClient.create(dead));
            assertThatExceptionOfType(LeasesUnavailableException.class).isThrownBy(() -> unreachable.acquire("me", 0));
            assertThatExceptionOfType(LeasesUnavailableException.class)
                    .isThrownBy(() -> unreachable.renew(1, new java.util.UUID(1, 2), 0));
        }
    }

    private static List<Integer> race(List<Callable<List<Integer>>> racers) throws Exception {
        List<Integer> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(racers.size())) {
            for (Future<List<Integer>> got : threads.invokeAll(racers)) {
                all.addAll(got.get());
            }
        }
        return all;
    }

    private static List<Integer> acquireMany(LeaseStore store) {
        List<Integer> got = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            got.addAll(acquire(store));
        }
        return got;
    }

    private static List<Integer> acquire(LeaseStore store) {
        try {
            return List.of(store.acquire("racer", 0).worker());
        } catch (LeasesUnavailableException allTaken) {
            return List.of();
        }
    }

    private static LeaseStore store(JdbcClient jdbc) {
        return new JdbcLeaseStore(jdbc, SETTINGS, new LeaseMetrics(new SimpleMeterRegistry()));
    }

    private static HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(8);
        return pool;
    }
}
