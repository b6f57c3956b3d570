package dev.parley.kit.postgres;

import dev.parley.kit.launch.WrongUseException;
import dev.parley.kit.migrate.AwaitSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One service's schema and its versions.
///
/// A process may find a newer schema than its own: during an upgrade releases run side by side, and Flyway ignores what
/// it does not know. A migration with which older releases would do harm is named so, `V12__breaking_split_names.sql`;
/// older ones refuse to start on it, so it comes a release after the last one that needs the old shape.
final class PostgresSchema {
    private static final Logger log = LoggerFactory.getLogger(PostgresSchema.class);

    private static final String BREAKING = "breaking ";

    /// `%1$s` is the schema, `%2$s` Flyway's table, `%3$s` the user. The lock: two at once would fail.
    private static final List<String> GRANTS = List.of(
            "lock table %1$s.%2$s in share row exclusive mode",
            "grant usage on schema %1$s to \"%3$s\"",
            "grant select, insert, update, delete on all tables in schema %1$s to \"%3$s\"",
            "grant usage, select on all sequences in schema %1$s to \"%3$s\"",
            "revoke insert, update, delete on %1$s.%2$s from \"%3$s\"");

    private final Flyway flyway;
    private final String name;

    PostgresSchema(Flyway flyway) {
        this.flyway = flyway;
        this.name = flyway.getConfiguration().getSchemas()[0];
    }

    /// Applies what is missing, one process at a time: others wait for Flyway's lock and find nothing left to do.
    ///
    /// @param grantTo may then read and write the rows of all tables; empty: nobody
    /// @throws WrongUseException if a newer release made the schema into something that this one can't use
    void migrate(String grantTo) {
        requireNothingBreaking(flyway.info());
        MigrateResult result = flyway.migrate();
        if (!grantTo.isEmpty()) {
            grant(grantTo);
        }
        log.atInfo()
                .setMessage("schema_migrated")
                .addKeyValue("schema", name)
                .addKeyValue("applied", result.migrationsExecuted)
                .addKeyValue("version", version(flyway.info()))
                .log();
    }

    /// Returns when the schema has all that this release needs. Reads only.
    ///
    /// @throws WrongUseException if it is too old still when patience is at its end, or new and of no use here
    void await(AwaitSchema patience) {
        patience.until(this::lack);
        flyway.validate();
    }

    private Optional<String> lack() {
        MigrationInfoService info = flyway.info();
        requireNothingBreaking(info);
        MigrationInfo[] pending = info.pending();
        return pending.length == 0
                ? Optional.empty()
                : Optional.of(
                        "PostgreSQL's schema " + name + " is at version " + version(info) + ", this release needs "
                                + pending[pending.length - 1].getVersion() + ", and it is not to migrate by itself.");
    }

    private static String version(MigrationInfoService info) {
        MigrationInfo current = info.current();
        return current == null ? "none" : String.valueOf(current.getVersion());
    }

    private void grant(String user) {
        try (Connection connection = flyway.getConfiguration().getDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String grant : GRANTS) {
                statement.execute(
                        grant.formatted(name, flyway.getConfiguration().getTable(), user));
            }
            connection.commit();
        } catch (SQLException refused) {
            throw new IllegalStateException("The user " + user + " could not be given the tables of " + name, refused);
        }
    }

    private void requireNothingBreaking(MigrationInfoService info) {
        for (MigrationInfo migration : info.all()) {
            if (migration.getState() == MigrationState.FUTURE_SUCCESS
                    && migration.getDescription().startsWith(BREAKING)) {
                throw new WrongUseException(
                        "PostgreSQL's schema " + name + " was changed by a newer release (version "
                                + migration.getVersion() + ", " + migration.getDescription() + ").",
                        "Start a release that knows that version; going back needs a backup from before it.");
            }
        }
    }
}
