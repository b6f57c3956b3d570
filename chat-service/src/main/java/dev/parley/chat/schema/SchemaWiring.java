package dev.parley.chat.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.parley.kit.cassandra.CassandraSettings;
import dev.parley.kit.cassandra.CassandraWiring;
import dev.parley.kit.migrate.AwaitSchema;
import dev.parley.kit.migrate.MigrationSettings;
import dev.parley.kit.time.Pause;
import dev.parley.kit.time.TimeWiring;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// Alone it is all that a process needs which migrates and serves nobody.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SchemaWiring.SchemaSettings.class, CassandraSettings.class, MigrationSettings.class})
@Import(TimeWiring.class)
public class SchemaWiring {
    /// @param replication copies of each row in the data centre; 3 in production
    @ConfigurationProperties("parley.chat.schema")
    record SchemaSettings(@DefaultValue("1") int replication) {}

    @Bean
    Keyspace keyspace(CassandraSettings cassandra, SchemaSettings settings, MigrationSettings migrations, Pause pause) {
        CqlSession session = CassandraWiring.open(cassandra);
        if (migrations.run() == MigrationSettings.Run.NEVER) {
            CassandraSchema.await(session, cassandra, new AwaitSchema(migrations.patience(), pause));
        } else {
            CassandraSchema.migrate(session, cassandra, settings.replication());
        }
        return new Keyspace(cassandra.keyspace());
    }
}
