package dev.parley.chat.conversation;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;

/// Statements of one store, and what their failures mean. Blocks until Cassandra answers. Safe for any number of
/// threads.
public final class CassandraCalls {
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
