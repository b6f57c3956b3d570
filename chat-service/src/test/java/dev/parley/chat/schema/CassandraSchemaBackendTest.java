package dev.parley.chat.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.parley.kit.cassandra.CassandraSettings;
import dev.parley.kit.cassandra.CassandraWiring;
import dev.parley.kit.launch.WrongUseException;
import dev.parley.testkit.engines.TestEngines;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CassandraSchemaBackendTest {
    private static final String APPLIED =
            "INSERT INTO %s.schema_migration (applied_successful, version, script_name) VALUES (%s, 900, '%s')";

    private static final CassandraSettings SETTINGS = new CassandraSettings(
            List.of(TestEngines.get().properties().getProperty("parley.cassandra.contact-points")),
            TestEngines.get().properties().getProperty("parley.cassandra.datacenter"),
            TestEngines.get().freshKeyspaceName(),
            Duration.ofSeconds(20),
            "",
            "");
    private static CqlSession session;

    @BeforeAll
    static void open() {
        session = CassandraWiring.open(SETTINGS);
        migrate();
    }

    private static void migrate() {
        CassandraSchema.migrate(CassandraWiring.open(SETTINGS), SETTINGS, 1);
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @BeforeEach
    void forget() {
        for (boolean successfully : List.of(true, false)) {
            session.execute("DELETE FROM %s.schema_migration WHERE applied_successful = %s AND version = 900"
                    .formatted(SETTINGS.keyspace(), successfully));
        }
    }

    @Test
    void newerSchemaThatOlderServersCanLiveWithIsAccepted() {
        applied(true, "900_more.cql");
        assertThatNoException().isThrownBy(CassandraSchemaBackendTest::migrate);
    }

    @Test
    void newerSchemaThatBreaksOlderServersIsRefused() {
        applied(true, "900_breaking_split_heads.cql");
        CqlSession own = CassandraWiring.open(SETTINGS);
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> CassandraSchema.migrate(own, SETTINGS, 1))
                .withMessageContaining("changed by a newer release (900_breaking_split_heads.cql, version 900;")
                .withMessageContaining("Start a release that knows that version");
        assertThat(own.isClosed()).isTrue();
    }

    @Test
    void newerMigrationThatFailedCountsForNothing() {
        applied(false, "900_breaking_split_heads.cql");
        assertThatNoException().isThrownBy(CassandraSchemaBackendTest::migrate);
    }

    private void applied(boolean successfully, String script) {
        session.execute(APPLIED.formatted(SETTINGS.keyspace(), successfully, script));
    }
}
