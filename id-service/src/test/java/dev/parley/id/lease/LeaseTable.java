package dev.parley.id.lease;

import com.zaxxer.hikari.HikariDataSource;
import dev.parley.testkit.engines.TestDatabase;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The lease table of a test, looked at and changed by hand.
final class LeaseTable implements AutoCloseable {
    private final HikariDataSource dataSource = new HikariDataSource();
    private final JdbcClient jdbc;

    LeaseTable(TestDatabase database) {
        dataSource.setJdbcUrl(database.url());
        dataSource.setUsername(database.user());
        dataSource.setPassword(database.password());
        dataSource.setMaximumPoolSize(8);
        Flyway.configure()
                .dataSource(dataSource)
                .schemas("ids")
                .locations("classpath:db/ids")
                .load()
                .migrate();
        jdbc = JdbcClient.create(dataSource);
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    /// Back to numbers that were never used.
    void reset() {
        empty();
        jdbc.sql("INSERT INTO ids.worker_leases (worker) SELECT generate_series(0, 1023)")
                .update();
    }

    void empty() {
        jdbc.sql("DELETE FROM ids.worker_leases").update();
    }

    /// Leaves one number that can be leased.
    void takeAllBut(int worker) {
        jdbc.sql("UPDATE ids.worker_leases SET expires_at = now() + interval '1 day' WHERE worker <> :worker")
                .param("worker", worker)
                .update();
    }

    void takeAll() {
        takeAllBut(-1);
    }

    /// As if `time` had passed for `worker`'s lease.
    void pass(int worker, Duration time) {
        jdbc.sql("""
                UPDATE ids.worker_leases
                SET expires_at = expires_at - :ms * interval '1 millisecond', highest_time_used = highest_time_used - :ms
                WHERE worker = :worker
                """).param("ms", time.toMillis()).param("worker", worker).update();
    }

    long highestTimeUsed(int worker) {
        return jdbc.sql("SELECT highest_time_used FROM ids.worker_leases WHERE worker = :worker")
                .param("worker", worker)
                .query(Long.class)
                .single();
    }

    /// The database's clock, cut off at the millisecond as an Instant's is: a cast alone would round.
    long nowMs() {
        return jdbc.sql("SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint")
                .query(Long.class)
                .single();
    }

    long rows() {
        return jdbc.sql("SELECT count(*) FROM ids.worker_leases")
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
