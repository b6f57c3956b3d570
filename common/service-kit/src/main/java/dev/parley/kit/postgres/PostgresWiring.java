package dev.parley.kit.postgres;

import dev.parley.kit.migrate.AwaitSchema;
import dev.parley.kit.migrate.MigrationSettings;
import dev.parley.kit.time.Pause;
import dev.parley.kit.time.TimeWiring;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// For services with tables in PostgreSQL: whatever asks for the database gets it with a schema that fits.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MigrationSettings.class)
@Import(TimeWiring.class)
public class PostgresWiring {
    @Bean
    FlywayMigrationStrategy migrateOrAwait(MigrationSettings settings, Pause pause) {
        return flyway -> {
            PostgresSchema schema = new PostgresSchema(flyway);
            if (settings.run() == MigrationSettings.Run.NEVER) {
                schema.await(new AwaitSchema(settings.patience(), pause));
            } else {
                schema.migrate(settings.grantTo());
            }
        };
    }
}
