package dev.parley.api.history;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.parley.api.answer.UnavailableException;
import dev.parley.kit.cassandra.CassandraSettings;
import dev.parley.kit.cassandra.CassandraWiring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks Cassandra once it is there. This service starts and does everything else without it, but waits a little for it
/// first: who is sent to an instance that has just come should not be told to come again.
public final class CassandraConnection implements AutoCloseable {
    /// Requests wait this long for the first connection.
    private static final Duration FIRST_CONNECTION = Duration.ofSeconds(1);

    /// The service waits this long for it before it says that it is ready.
    private static final Duration AT_START = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(CassandraConnection.class);

    private final String keyspace;
    private final CompletableFuture<CqlSession> session = new CompletableFuture<>();
    private final Map<String, PreparedStatement> prepared = new ConcurrentHashMap<>();

    CassandraConnection(CassandraSettings settings) {
        keyspace = settings.keyspace();
        Thread.ofVirtual().name("cassandra-connect").start(() -> connect(settings));
    }

    private void connect(CassandraSettings settings) {
        try {
            CqlSession opened = CassandraWiring.open(settings); // Waits for a node as long as it takes.
            if (!session.complete(opened)) {
                opened.close();
            }
        } catch (RuntimeException refused) {
            log.atError().setMessage("cassandra_refused").setCause(refused).log();
            session.completeExceptionally(refused);
        }
    }

    /// Waits for the first connection, or until the service may start without it.
    void awaitAtStart() {
        try {
            session.get(AT_START.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException away) {
            log.atWarn().setMessage("cassandra_away_at_start").log();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /// Rows of one query.
    ///
    /// @param cql `%s` stands for the keyspace
    /// @throws UnavailableException if Cassandra does not answer
    public List<Row> rows(String cql, Object... values) {
        return get(ask(cql, values));
    }

    /// Rows of the same query with several sets of values, asked side by side.
    ///
    /// @return in the order of `values`
    public List<List<Row>> rowsOfEach(String cql, List<Object[]> values) {
        List<CompletableFuture<List<Row>>> answers = new ArrayList<>();
        for (Object[] one : values) {
            answers.add(ask(cql, one));
        }
        return answers.stream().map(CassandraConnection::get).toList();
    }

    /// Changes what one statement says.
    ///
    /// @param cql as of [#rows]
    /// @throws UnavailableException if Cassandra does not answer; it may be done all the same
    public void write(String cql, Object... values) {
        get(ask(cql, values));
    }

    /// The same statement with several sets of values, side by side.
    public void writeEach(String cql, List<Object[]> values) {
        rowsOfEach(cql, values);
    }

    private CompletableFuture<List<Row>> ask(String cql, Object... values) {
        CqlSession open = opened();
        try {
            PreparedStatement statement = prepared.computeIfAbsent(cql, text -> open.prepare(text.formatted(keyspace)));
            return open.executeAsync(statement.bind(values))
                    .thenCompose(page -> collect(page, new ArrayList<>()))
                    .toCompletableFuture();
        } catch (DriverException trouble) {
            return CompletableFuture.failedFuture(trouble);
        }
    }

    private static CompletionStage<List<Row>> collect(AsyncResultSet page, List<Row> rows) {
        page.currentPage().forEach(rows::add);
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> collect(next, rows))
                : CompletableFuture.completedFuture(rows);
    }

    private static List<Row> get(CompletableFuture<List<Row>> answer) {
        try {
            return answer.join();
        } catch (CompletionException failed) {
            throw new UnavailableException("Cassandra", failed.getCause());
        }
    }

    private CqlSession opened() {
        try {
            return session.get(FIRST_CONNECTION.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException away) {
            throw new UnavailableException("Cassandra", away);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Cassandra", stopping);
        }
    }

    @Override
    public void close() {
        if (!session.completeExceptionally(new IllegalStateException("closed"))
                && !session.isCompletedExceptionally()) {
            session.join().close();
        }
    }
}
