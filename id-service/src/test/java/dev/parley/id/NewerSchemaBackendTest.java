package dev.parley.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.kit.launch.WrongUseException;
import dev.parley.testkit.engines.TestDatabase;
import dev.parley.testkit.engines.TestEngines;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A release that is started on the schema of a later one.
class NewerSchemaBackendTest {
    private final TestDatabase database = TestEngines.get().freshPostgresDatabase();

    @BeforeEach
    void migrate() {
        new RunningIdService(database).close();
    }

    @Test
    void newerSchemaThatOlderReleasesCanLiveWithIsAccepted() throws Exception {
        applied("more");
        try (RunningIdService service = new RunningIdService(database)) {
            assertThat(service.port()).isPositive();
        }
    }

    @Test
    void newerSchemaThatBreaksOlderReleasesIsRefused() throws Exception {
        applied("breaking split leases");
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> new RunningIdService(database))
                .withMessageContaining("schema ids was changed by a newer release (version 900, breaking split leases)")
                .withMessageContaining("Start a release that knows that version");
    }

    private void applied(String description) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO ids.flyway_schema_history (installed_rank, version, description, type, script,"
                            + " installed_by, execution_time, success) VALUES (900, '900', '" + description
                            + "', 'SQL', 'V900.sql', 'test', 1, true)");
        }
    }
}
