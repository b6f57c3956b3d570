package dev.parley.chat;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.parley.chat.schema.CassandraSchema;
import dev.parley.kit.cassandra.CassandraSettings;
import dev.parley.kit.cassandra.CassandraWiring;
import dev.parley.testkit.engines.TestEngines;
import java.time.Duration;
import java.util.List;

/// A keyspace of a test's own, with the schema in it.
public record TestKeyspace(CqlSession session, String name) implements AutoCloseable {
    public static TestKeyspace fresh() {
        var properties = TestEngines.get().properties();
        CassandraSettings settings = new CassandraSettings(
                List.of(properties.getProperty("parley.cassandra.contact-points")),
                properties.getProperty("parley.cassandra.datacenter"),
                TestEngines.get().freshKeyspaceName(),
                Duration.ofSeconds(20),
                "",
                "");
        CassandraSchema.migrate(CassandraWiring.open(settings), settings, 1);
        return new TestKeyspace(CassandraWiring.open(settings), settings.keyspace());
    }

    @Override
    public void close() {
        session.close();
    }
}
