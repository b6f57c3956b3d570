package dev.parley.chat.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.parley.kit.cassandra.CassandraSettings;
import dev.parley.kit.cassandra.CassandraWiring;
import dev.parley.kit.launch.WrongUseException;
import dev.parley.kit.migrate.AwaitSchema;
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

    @Test
    void serverThatNeverMigratesRefusesWhatBreaksIt() {
        applied(true, "900_breaking_split_heads.cql");
        CqlSession own = CassandraWiring.open(SETTINGS);
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> CassandraSchema.await(own, SETTINGS, impatient()))
                .withMessageContaining("changed by a newer release");
        assertThat(own.isClosed()).isTrue();
    }

    @Test
    void serverThatNeverMigratesRefusesAnOlderSchemaAndStartsOnceItIsNewEnough() {
        CassandraSettings old = elsewhere();
        session.execute("CREATE KEYSPACE " + old.keyspace()
                + " WITH replication = {'class': 'NetworkTopologyStrategy', '" + old.datacenter() + "': 1}");
        session.execute("CREATE TABLE " + old.keyspace() + ".schema_migration (applied_successful boolean, version int,"
                + " script_name text, PRIMARY KEY (applied_successful, version))");
        String apply = "INSERT INTO " + old.keyspace()
                + ".schema_migration (applied_successful, version, script_name) VALUES (true, %s, 'a.cql')";
        session.execute(apply.formatted(1));
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> CassandraSchema.await(CassandraWiring.open(old), old, impatient()))
                .withMessageContaining(old.keyspace() + " is at version 1, this release needs ")
                .withMessageContaining("Run this release's migrations first");
        CassandraSchema.await(
                CassandraWiring.open(old),
                old,
                new AwaitSchema(Duration.ofSeconds(1), ignored -> session.execute(apply.formatted(900))));
    }

    @Test
    void serverThatNeverMigratesRefusesAnEmptyCassandraAndLeavesItEmpty() {
        CassandraSettings empty = elsewhere();
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> CassandraSchema.await(CassandraWiring.open(empty), empty, impatient()))
                .withMessageContaining("is at version 0, ");
        assertThat(session.execute("SELECT * FROM system_schema.keyspaces WHERE keyspace_name = ?", empty.keyspace())
                        .one())
                .isNull();
    }

    private static AwaitSchema impatient() {
        return new AwaitSchema(Duration.ZERO, ignored -> {});
    }

    private static CassandraSettings elsewhere() {
        return new CassandraSettings(
                SETTINGS.contactPoints(),
                SETTINGS.datacenter(),
                TestEngines.get().freshKeyspaceName(),
                SETTINGS.requestTimeout(),
                "",
                "");
    }

    private void applied(boolean successfully, String script) {
        session.execute(APPLIED.formatted(SETTINGS.keyspace(), successfully, script));
    }
}
