package dev.parley.chat.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.parley.kit.cassandra.CassandraSettings;
import org.cognitor.cassandra.migration.Database;
import org.cognitor.cassandra.migration.MigrationConfiguration;
import org.cognitor.cassandra.migration.MigrationRepository;
import org.cognitor.cassandra.migration.MigrationTask;
import org.cognitor.cassandra.migration.keyspace.Keyspace;
import org.cognitor.cassandra.migration.keyspace.NetworkStrategy;

/// Brings the keyspace to the version of the files in `cassandra/migration`. Several servers may try at once: they
/// elect one.
public final class CassandraSchema {
    private CassandraSchema() {}

    /// Blocks until the schema is there.
    ///
    /// @param session its own, closed afterwards
    /// @param replication copies in the settings' data centre
    public static void migrate(CqlSession session, CassandraSettings settings, int replication) {
        Keyspace keyspace =
                new Keyspace(settings.keyspace()).with(new NetworkStrategy().with(settings.datacenter(), replication));
        try (Database database = new Database(session, new MigrationConfiguration().withKeyspace(keyspace))) {
            new MigrationTask(database, new MigrationRepository("cassandra/migration"), true).migrate();
        }
    }
}
