package dev.parley.id.lease;

import dev.parley.contracts.id.Snowflake;
import dev.parley.kit.ids.LeaseStore;
import dev.parley.kit.ids.LeasesUnavailableException;
import dev.parley.kit.ids.WorkerLease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Leases in `ids.worker_leases`. Time is the database's, so any number of id-service processes agree. Each call is
/// one statement of its own transaction; two more run when there is nothing to give.
final class JdbcLeaseStore implements LeaseStore {
    private static final Logger log = LoggerFactory.getLogger(JdbcLeaseStore.class);

    private static final String NOW_MS = "(extract(epoch FROM now()) * 1000)::bigint";

    /// The number that has been free the longest, so that a number rests as long as possible between holders. A row
    /// that
    /// another process takes at this moment is skipped. MATERIALIZED: picked once, whatever the plan.
    private static final String ACQUIRE = """
            WITH free AS MATERIALIZED (
                SELECT worker,
                       greatest(highest_time_used, (extract(epoch FROM expires_at) * 1000)::bigint) AS start_above
                FROM ids.worker_leases
                WHERE expires_at + :margin * interval '1 millisecond' <= now()
                  AND highest_time_used <= %1$s
                  AND :promise <= %1$s + :mostAhead
                ORDER BY expires_at, worker
                LIMIT 1
                FOR UPDATE SKIP LOCKED)
            UPDATE ids.worker_leases AS lease
            SET holder = :holder,
                token = gen_random_uuid(),
                expires_at = now() + :ttl * interval '1 millisecond',
                highest_time_used = greatest(free.start_above, :promise)
            FROM free
            WHERE lease.worker = free.worker
            RETURNING lease.worker, lease.token, lease.expires_at, free.start_above AS highest_time_used
            """.formatted(NOW_MS);

    private static final String RENEW = """
            UPDATE ids.worker_leases
            SET expires_at = greatest(expires_at, now() + :ttl * interval '1 millisecond'),
                highest_time_used = greatest(highest_time_used, :promise)
            WHERE worker = :worker AND token = :token AND :promise <= %s + :mostAhead
            RETURNING worker, token, expires_at, highest_time_used
            """.formatted(NOW_MS);

    private static final String RELEASE = """
            UPDATE ids.worker_leases
            SET token = NULL,
                expires_at = least(expires_at, now()),
                highest_time_used = greatest(highest_time_used, :used)
            WHERE worker = :worker AND token = :token
            """;

    private static final String IS_TOO_FAR_AHEAD = "SELECT :promise > %s + :mostAhead".formatted(NOW_MS);

    /// A row that was removed by hand comes back as if it had been leased a moment ago with the furthest promise:
    /// its former holder, who is refused at the next renewal, has certainly stopped before another gets the number.
    private static final String RESTORE = """
            INSERT INTO ids.worker_leases (worker, holder, expires_at, highest_time_used)
            SELECT number, 'restored', now() + :ttl * interval '1 millisecond', %s + :mostAhead
            FROM generate_series(0, :maxWorker) AS number
            ON CONFLICT DO NOTHING
            """.formatted(NOW_MS);

    private final JdbcClient jdbc;
    private final LeaseSettings settings;
    private final LeaseMetrics metrics;

    JdbcLeaseStore(JdbcClient jdbc, LeaseSettings settings, LeaseMetrics metrics) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.metrics = metrics;
    }

    @Override
    public WorkerLease acquire(String holder, long highestTimeUsedMs) {
        return ask(() -> {
            Optional<WorkerLease> lease = jdbc.sql(ACQUIRE)
                    .param("margin", settings.margin().toMillis())
                    .param("promise", highestTimeUsedMs)
                    .param("mostAhead", settings.mostAhead().toMillis())
                    .param("holder", holder)
                    .param("ttl", settings.ttl().toMillis())
                    .query(this::lease)
                    .optional();
            if (lease.isEmpty()) {
                requireNotTooFarAhead(highestTimeUsedMs);
                metrics.exhausted();
                restoreMissing();
                throw new LeasesUnavailableException("every worker number is taken", null);
            }
            metrics.granted();
            return lease.get();
        });
    }

    @Override
    public Optional<WorkerLease> renew(int worker, UUID token, long highestTimeUsedMs) {
        return ask(() -> {
            Optional<WorkerLease> lease = jdbc.sql(RENEW)
                    .param("ttl", settings.ttl().toMillis())
                    .param("promise", highestTimeUsedMs)
                    .param("mostAhead", settings.mostAhead().toMillis())
                    .param("worker", worker)
                    .param("token", token)
                    .query(this::lease)
                    .optional();
            if (lease.isPresent()) {
                metrics.renewed();
            } else {
                requireNotTooFarAhead(highestTimeUsedMs);
                metrics.lost();
            }
            return lease;
        });
    }

    @Override
    public boolean release(int worker, UUID token, long highestTimeUsedMs) {
        return ask(() -> jdbc.sql(RELEASE)
                        .param("used", highestTimeUsedMs)
                        .param("worker", worker)
                        .param("token", token)
                        .update()
                == 1);
    }

    private void requireNotTooFarAhead(long highestTimeUsedMs) {
        boolean tooFar = jdbc.sql(IS_TOO_FAR_AHEAD)
                .param("promise", highestTimeUsedMs)
                .param("mostAhead", settings.mostAhead().toMillis())
                .query(Boolean.class)
                .single();
        if (tooFar) {
            metrics.clockAhead();
            throw new LeasesUnavailableException("the holder's clock is too far ahead of the database's", null);
        }
    }

    private void restoreMissing() {
        int restored = jdbc.sql(RESTORE)
                .param("ttl", settings.ttl().toMillis())
                .param("mostAhead", settings.mostAhead().toMillis())
                .param("maxWorker", Snowflake.MAX_WORKER)
                .update();
        if (restored > 0) {
            log.atError()
                    .setMessage("worker_numbers_were_missing")
                    .addKeyValue("restored", restored)
                    .log();
        }
    }

    private WorkerLease lease(ResultSet row, int rowNumber) throws SQLException {
        return new WorkerLease(
                row.getInt("worker"),
                row.getObject("token", UUID.class),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                settings.ttl(),
                row.getLong("highest_time_used"));
    }

    private static <T> T ask(Supplier<T> statements) {
        try {
            return statements.get();
        } catch (BadSqlGrammarException | DataIntegrityViolationException bug) {
            throw bug;
        } catch (DataAccessException trouble) {
            throw new LeasesUnavailableException("PostgreSQL does not answer", trouble);
        }
    }
}
