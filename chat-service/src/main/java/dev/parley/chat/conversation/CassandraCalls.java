package dev.parley.chat.conversation;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.TokenMap;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Statements of one store, and what their failures mean. Blocks until Cassandra answers. Safe for any number of
/// threads.
public final class CassandraCalls {
    /// In one batch; Cassandra logs a warning about more.
    private static final int MAX_PARTITIONS = 10;

    private final CqlSession session;
    private final String keyspace;
    private final String store;

    /// @param store what it is called when it is away
    public CassandraCalls(CqlSession session, String keyspace, String store) {
        this.session = session;
        this.keyspace = keyspace;
        this.store = store;
    }

    /// @param statement with `%s` where the keyspace stands
    public PreparedStatement prepare(String statement) {
        return session.prepare(statement.formatted(keyspace));
    }

    /// The same writes in fewer statements. Each batch is about rows with the same replicas, one of which coordinates
    /// it, so nothing takes a longer way; and it costs Cassandra and the driver little more than one write does.
    ///
    /// @param writes small ones, whose order does not matter
    public List<Statement<?>> batches(List<? extends BatchableStatement<?>> writes) {
        Map<Set<Node>, List<BatchableStatement<?>>> byReplicas =
                writes.stream().collect(Collectors.groupingBy(this::replicas));
        List<Statement<?>> batches = new ArrayList<>();
        for (List<BatchableStatement<?>> alike : byReplicas.values()) {
            for (int from = 0; from < alike.size(); from += MAX_PARTITIONS) {
                batches.add(batch(alike.subList(from, Math.min(alike.size(), from + MAX_PARTITIONS))));
            }
        }
        return batches;
    }

    /// One statement, which takes effect in each partition whole or not at all. A single write needs no batch around
    /// it.
    static Statement<?> batch(List<BatchableStatement<?>> writes) {
        return writes.size() == 1 ? writes.getFirst() : BatchStatement.newInstance(BatchType.UNLOGGED, writes);
    }

    /// Nobody while the driver does not know the ring.
    private Set<Node> replicas(BatchableStatement<?> write) {
        ByteBuffer key = write.getRoutingKey();
        Optional<TokenMap> ring = session.getMetadata().getTokenMap();
        return key == null || ring.isEmpty() ? Set.of() : ring.get().getReplicas(keyspace, key);
    }

    /// @throws UnavailableException when Cassandra does not answer in time; a write may have happened then
    public ResultSet execute(Statement<?> statement) {
        try {
            return session.execute(statement);
        } catch (QueryValidationException bug) {
            throw new IllegalStateException("a statement that Cassandra refuses", bug);
        } catch (DriverException failed) {
            throw new UnavailableException(store, failed);
        }
    }
}
