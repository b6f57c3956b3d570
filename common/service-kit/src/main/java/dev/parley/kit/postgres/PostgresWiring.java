package dev.parley.kit.postgres;

import dev.parley.kit.launch.WrongUseException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// For services with tables in PostgreSQL.
///
/// A process may find a newer schema than its own: during an upgrade releases run side by side, and Flyway ignores what
/// it does not know. A migration with which older releases would do harm is named so, `V12__breaking_split_names.sql`;
/// older ones refuse to start on it, so it comes a release after the last one that needs the old shape.
@Configuration(proxyBeanMethods = false)
public class PostgresWiring {
    private static final String BREAKING = "breaking ";

    @Bean
    FlywayMigrationStrategy migrateUnlessNewerAndBreaking() {
        return flyway -> {
            requireNothingBreaking(flyway);
            flyway.migrate();
        };
    }

    private static void requireNothingBreaking(Flyway flyway) {
        for (MigrationInfo migration : flyway.info().all()) {
            if (migration.getState() == MigrationState.FUTURE_SUCCESS
                    && migration.getDescription().startsWith(BREAKING)) {
                throw new WrongUseException(
                        "PostgreSQL's schema " + flyway.getConfiguration().getSchemas()[0]
                                + " was changed by a newer release (version " + migration.getVersion() + ", "
                                + migration.getDescription() + ").",
                        "Start a release that knows that version; going back needs a backup from before it.");
            }
        }
    }
}
