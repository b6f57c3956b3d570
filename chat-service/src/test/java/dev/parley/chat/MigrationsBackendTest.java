package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.parley.kit.cassandra.CassandraSettings;
import dev.parley.kit.cassandra.CassandraWiring;
import dev.parley.kit.launch.ServiceLauncher;
import dev.parley.testkit.engines.TestEngines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The schema without the service: with Cassandra and nothing else.
class MigrationsBackendTest {
    private static final String CONTACT = TestEngines.get().properties().getProperty("parley.cassandra.contact-points");
    private static final String DATACENTER = TestEngines.get().properties().getProperty("parley.cassandra.datacenter");

    private final String keyspace = TestEngines.get().freshKeyspaceName();

    @Test
    void migratingNeedsCassandraAloneAndAgainIsHarmless() {
        assertThat(migrate()).isZero();
        assertThat(migrate()).isZero();
        CassandraSettings settings =
                new CassandraSettings(List.of(CONTACT), DATACENTER, keyspace, Duration.ofSeconds(20), "", "");
        try (CqlSession session = CassandraWiring.open(settings)) {
            assertThat(session.execute("SELECT version FROM " + keyspace
                                    + ".schema_migration WHERE applied_successful = false")
                            .one())
                    .isNull();
            assertThat(session.execute("SELECT * FROM " + keyspace + ".events LIMIT 1")
                            .one())
                    .isNull();
        }
    }

    private int migrate() {
        return ServiceLauncher.migrate(
                ChatService.DESCRIPTION,
                Map.of(
                        "parley.cassandra.contact-points", CONTACT,
                        "parley.cassandra.datacenter", DATACENTER,
                        "parley.cassandra.keyspace", keyspace,
                        "parley.redis.url", "redis://nobody.invalid:1",
                        "parley.kafka.bootstrap", "nobody.invalid:1"));
    }
}
