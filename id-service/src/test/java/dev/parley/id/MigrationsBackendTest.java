package dev.parley.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.parley.kit.launch.ServiceLauncher;
import dev.parley.kit.launch.WrongUseException;
import dev.parley.testkit.engines.TestDatabase;
import dev.parley.testkit.engines.TestEngines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Migrations without the service, and the service without migrations. What is seen here of id-service holds for every
/// service with PostgreSQL: it is service-kit's.
class MigrationsBackendTest {
    private static final Map<String, Object> NEVER = Map.of("parley.migrations.run", "never");
    /// As a release that needs version 2.
    private static final Map<String, Object> LATER =
            Map.of("spring.flyway.locations", "classpath:db/ids,classpath:db/later");

    private final TestDatabase database = TestEngines.get().freshPostgresDatabase();
    private final String server = TestEngines.get().freshPrefix();

    @Test
    void processThatOnlyMigratesEndsWithZeroAndSaysWhatItDid(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("log");
        Process process = migration(log);
        assertThat(end(process)).as(Files.readString(log)).isZero();
        String said = Files.readString(log);
        assertThat(said.lines().filter(it -> it.contains("schema_migrated")))
                .singleElement()
                .asString()
                .contains("schema=\"ids\"", "applied=\"1\"", "version=\"1\"");
        assertThat(count("select count(*) from ids.worker_leases")).isEqualTo(1024);
    }

    /// Processes, as Jobs are: two applications that start at once in one JVM take its log away from each other.
    @Test
    void twoAtOnceMigrateOnceAndAgainIsHarmless(@TempDir Path directory) throws Exception {
        try (Connection connection = connection(database.user(), database.password())) {
            execute(connection, "create role " + server + " login password 'x'");
        }
        String grant = "--parley.migrations.grant-to=" + server;
        Path one = directory.resolve("one");
        Path other = directory.resolve("other");
        List<Process> both = List.of(migration(one, grant), migration(other, grant));
        for (Process process : both) {
            assertThat(end(process)).as(() -> read(one) + "\n" + read(other)).isZero();
        }
        assertThat(read(one) + read(other)).contains("applied=\"1\"", "applied=\"0\"");
        assertThat(migrate(Map.of("parley.migrations.grant-to", server))).isZero();
        assertThat(count("select count(*) from ids.flyway_schema_history where version is not null"))
                .isEqualTo(1);
    }

    /// Two grants at once on one schema: PostgreSQL lets the second one fail.
    @Test
    void whoLetsTheServiceInWaitsForWhoDoesItAlready() throws Exception {
        Map<String, Object> settings = Map.of("parley.migrations.grant-to", server);
        try (Connection connection = connection(database.user(), database.password())) {
            execute(connection, "create role " + server + " login password 'x'");
            assertThat(migrate(Map.of())).isZero();
            connection.setAutoCommit(false);
            execute(connection, "lock table ids.flyway_schema_history in share row exclusive mode");
            execute(connection, "grant usage on schema ids to " + server);
            CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> migrate(settings));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                    + " and datname = current_database()")
                            > 0);
            connection.commit();
            assertThat(other.get(1, TimeUnit.MINUTES)).isZero();
        }
    }

    @Test
    void migrationsThatCannotBeDoneEndWithOne() {
        assertThat(migrate(Map.of("parley.postgres.password", "wrong", "spring.flyway.connect-retries", 0)))
                .isEqualTo(1);
    }

    @Test
    void serviceThatNeverMigratesRefusesAnOlderSchema() throws SQLException {
        assertThat(migrate(Map.of())).isZero();
        Map<String, Object> settings = new HashMap<>(LATER);
        settings.putAll(NEVER);
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> new RunningIdService(database, 0, settings))
                .withMessageStartingWith("PostgreSQL's schema ids is at version 1, this release needs 2,")
                .withMessageContaining("Run this release's migrations first");
        assertThat(count("select count(*) from ids.flyway_schema_history where version = '2'"))
                .isZero();
    }

    @Test
    void serviceThatNeverMigratesRefusesAnEmptyDatabaseAndLeavesItEmpty() throws SQLException {
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> new RunningIdService(database, 0, NEVER))
                .withMessageContaining("is at version none, this release needs 1");
        assertThat(count("select count(*) from pg_namespace where nspname = 'ids'"))
                .isZero();
    }

    @Test
    void serviceServesAsAUserThatOwnsNothing() throws Exception {
        try (Connection connection = connection(database.user(), database.password())) {
            execute(connection, "create role " + server + " login password 'x'");
        }
        assertThat(migrate(Map.of("parley.migrations.grant-to", server))).isZero();
        Map<String, Object> settings = new HashMap<>(NEVER);
        TestDatabase served = new TestDatabase(database.url(), server, "x");
        try (RunningIdService service = new RunningIdService(served, 0, settings);
                Connection connection = connection(server, "x")) {
            assertThat(service.ask("POST", "/internal/leases", "{\"holder\":\"me\"}")
                            .statusCode())
                    .isEqualTo(201);
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> execute(connection, "alter table ids.worker_leases add column mine text"))
                    .withMessageContaining("must be owner");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> execute(connection, "create table ids.mine (it text)"))
                    .withMessageContaining("permission denied");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> execute(connection, "delete from ids.flyway_schema_history"))
                    .withMessageContaining("permission denied");
        }
    }

    private Process migration(Path log, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                IdService.class.getName(),
                "--parley.migrations.run=only",
                "--parley.postgres.url=" + database.url(),
                "--parley.postgres.user=" + database.user(),
                "--parley.postgres.password=" + database.password()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /// The exit code.
    private static int end(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private int migrate(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("parley.postgres.url", database.url());
        settings.put("parley.postgres.user", database.user());
        settings.put("parley.postgres.password", database.password());
        settings.putAll(more);
        return ServiceLauncher.migrate(IdService.DESCRIPTION, settings);
    }

    private int count(String query) throws SQLException {
        try (Connection connection = connection(database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getInt(1);
        }
    }

    private Connection connection(String user, String password) throws SQLException {
        return DriverManager.getConnection(database.url(), user, password);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
