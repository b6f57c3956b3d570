package dev.parley.chat.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import dev.parley.kit.cassandra.CassandraSettings;
import dev.parley.kit.launch.WrongUseException;
import dev.parley.kit.migrate.AwaitSchema;
import java.util.Optional;
import org.cognitor.cassandra.migration.Database;
import org.cognitor.cassandra.migration.MigrationConfiguration;
import org.cognitor.cassandra.migration.MigrationRepository;
import org.cognitor.cassandra.migration.MigrationTask;
import org.cognitor.cassandra.migration.keyspace.Keyspace;
import org.cognitor.cassandra.migration.keyspace.NetworkStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the keyspace to the version of the files in `cassandra/migration`. Several servers may try at once: they
/// elect one.
///
/// A server may find a newer schema than its own: during an upgrade releases run side by side. A migration with which
/// older releases would do harm has [#BREAKING] in its file's name, `012_breaking_split_heads.cql`; older ones refuse
/// to start on it, so it comes a release after the last one that needs the old shape.
public final class CassandraSchema {
    static final String BREAKING = "_breaking_";

    private static final String NEWER =
            "SELECT version, script_name FROM %s.schema_migration WHERE applied_successful = true AND version > ?";

    private static final String VERSION =
            "SELECT version FROM %s.schema_migration WHERE applied_successful = true ORDER BY version DESC LIMIT 1";

    private static final Logger log = LoggerFactory.getLogger(CassandraSchema.class);

    private CassandraSchema() {}

    /// Blocks until the schema is there.
    ///
    /// @param session its own, closed afterwards
    /// @param replication copies in the settings' data centre
    /// @throws WrongUseException if a newer release made the schema into something that this one can't use
    public static void migrate(CqlSession session, CassandraSettings settings, int replication) {
        Keyspace keyspace =
                new Keyspace(settings.keyspace()).with(new NetworkStrategy().with(settings.datacenter(), replication));
        MigrationRepository ours = files();
        try (Database database = new Database(session, new MigrationConfiguration().withKeyspace(keyspace))) {
            requireNothingBreaking(session, settings.keyspace(), ours.getLatestVersion());
            int before = database.getVersion();
            new MigrationTask(database, ours, true).migrate();
            log.atInfo()
                    .setMessage("schema_migrated")
                    .addKeyValue("keyspace", settings.keyspace())
                    .addKeyValue("before", before)
                    .addKeyValue("version", Math.max(before, ours.getLatestVersion()))
                    .log();
        }
    }

    /// Returns when the keyspace has all that this release needs. Reads only.
    ///
    /// @param session its own, closed afterwards
    /// @throws WrongUseException if it is too old still when patience is at its end, or new and of no use here
    public static void await(CqlSession session, CassandraSettings settings, AwaitSchema patience) {
        int needed = files().getLatestVersion();
        try (session) {
            patience.until(() -> {
                int version = version(session, settings.keyspace());
                if (version < needed) {
                    return Optional.of("Cassandra's keyspace " + settings.keyspace() + " is at version " + version
                            + ", this release needs " + needed + ", and it is not to migrate by itself.");
                }
                requireNothingBreaking(session, settings.keyspace(), needed);
                return Optional.empty();
            });
        }
    }

    /// 0 where nobody migrated yet: without the keyspace or the table of versions Cassandra calls the query invalid.
    private static int version(CqlSession session, String keyspace) {
        try {
            @Nullable Row newest = session.execute(VERSION.formatted(keyspace)).one();
            return newest == null ? 0 : newest.getInt("version");
        } catch (InvalidQueryException nothingThere) {
            return 0;
        }
    }

    private static MigrationRepository files() {
        return new MigrationRepository("cassandra/migration");
    }

    private static void requireNothingBreaking(CqlSession session, String keyspace, int latest) {
        for (Row newer : session.execute(NEWER.formatted(keyspace), latest)) {
            String name = String.valueOf(newer.getString("script_name"));
            if (name.contains(BREAKING)) {
                throw new WrongUseException(
                        "Cassandra's keyspace " + keyspace + " was changed by a newer release (" + name + ", version "
                                + newer.getInt("version") + "; this one knows " + latest + ").",
                        "Start a release that knows that version; going back needs a backup from before it.");
            }
        }
    }
}
