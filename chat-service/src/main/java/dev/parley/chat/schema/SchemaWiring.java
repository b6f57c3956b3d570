package dev.parley.chat.schema;

import dev.parley.kit.cassandra.CassandraSettings;
import dev.parley.kit.cassandra.CassandraWiring;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SchemaWiring.SchemaSettings.class)
class SchemaWiring {
    /// @param replication copies of each row in the data centre; 3 in production
    @ConfigurationProperties("parley.chat.schema")
    record SchemaSettings(@DefaultValue("1") int replication) {}

    @Bean
    Keyspace keyspace(CassandraSettings cassandra, SchemaSettings settings) {
        CassandraSchema.migrate(CassandraWiring.open(cassandra), cassandra, settings.replication());
        return new Keyspace(cassandra.keyspace());
    }
}
