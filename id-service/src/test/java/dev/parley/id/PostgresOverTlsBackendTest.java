package dev.parley.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.engines.EnginesSettings;
import dev.parley.engines.PostgresEngine;
import dev.parley.testkit.engines.EngineTls;
import dev.parley.testkit.engines.TestDatabase;
import dev.parley.testkit.engines.TestEngines;
import dev.parley.testkit.tls.TestAuthority;
import dev.parley.testkit.tls.TestIdentity;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real server with a certificate for `localhost`, and a service that migrates its schema and serves, with the
/// parameters in `parley.postgres.url` that docs/operations.md names.
class PostgresOverTlsBackendTest {
    private static final String ADMIN = "parley";

    /// It comes with TLS or not at all, and it alone needs a certificate besides its password.
    private static final String MUTUAL = "mutual";

    private static final String TLS_ONLY = "tls_only";

    @TempDir
    private static Path directory;

    private static TestAuthority authority;
    private static TestAuthority stranger;
    private static PostgresEngine postgres;

    @BeforeAll
    static void start() throws Exception {
        authority = TestAuthority.make(directory, "authority");
        stranger = TestAuthority.make(directory, "stranger");
        EnginesSettings settings = EngineTls.postgres(
                TestEngines.separate(directory),
                authority.sign("postgres", "dns:localhost"),
                authority.certificate(),
                List.of(
                        "hostssl all " + MUTUAL + " all scram-sha-256 clientcert=verify-ca",
                        "hostssl all " + TLS_ONLY + " all scram-sha-256",
                        "host all " + ADMIN + " all scram-sha-256"));
        postgres = new PostgresEngine(settings);
        postgres.start();
        try (Connection connection = admin();
                Statement statement = connection.createStatement()) {
            for (String user : List.of(MUTUAL, TLS_ONLY)) {
                statement.execute("create role " + user + " login password 'x'");
                statement.execute("create database " + user + " owner " + user);
            }
        }
    }

    @AfterAll
    static void stop() {
        postgres.stop();
    }

    private static Connection admin() throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postgres.address().getPort() + "/" + ADMIN, ADMIN, ADMIN);
    }

    private static TestDatabase database(String host, String user, String parameters) {
        return new TestDatabase(
                "jdbc:postgresql://" + host + ":" + postgres.address().getPort() + "/" + user + parameters, user, "x");
    }

    private static String trusting(TestAuthority trusted) {
        return "?sslmode=verify-full&sslrootcert=" + trusted.certificate();
    }

    /// The driver takes every key in PEM for RSA's where it is not told otherwise.
    private static String showing(TestIdentity shown) {
        return "&sslcert=" + shown.certificate() + "&sslkey=" + shown.key() + "&pemKeyAlgorithm=EC";
    }

    private static RunningIdService start(TestDatabase database) {
        return new RunningIdService(database, 0, Map.of("spring.flyway.connect-retries", 0));
    }

    private static void assertItServes(TestDatabase database) throws Exception {
        try (RunningIdService service = start(database);
                Connection connection = admin();
                Statement statement = connection.createStatement()) {
            assertThat(service.ask("POST", "/internal/leases", "{\"holder\":\"me\"}")
                            .statusCode())
                    .isEqualTo(201);
            // The server's own view of who is connected.
            ResultSet rows = statement.executeQuery("select count(*), count(*) filter (where ssl)"
                    + " from pg_stat_ssl join pg_stat_activity using (pid) where usename = '" + database.user() + "'");
            rows.next();
            assertThat(rows.getInt(1)).isPositive().isEqualTo(rows.getInt(2));
        }
    }

    @Test
    void aServiceMigratesAndServesOverTls() throws Exception {
        assertItServes(database("localhost", TLS_ONLY, trusting(authority)));
    }

    @Test
    void withoutTlsThatUserIsRefused() {
        assertThatThrownBy(() -> start(database("localhost", TLS_ONLY, "?sslmode=disable")))
                .rootCause()
                .hasMessageContaining("no encryption");
    }

    @Test
    void anotherAuthoritysFileLeadsToNobody() {
        assertThatThrownBy(() -> start(database("localhost", TLS_ONLY, trusting(stranger))))
                .rootCause()
                .hasMessageContaining("unable to find valid certification path");
    }

    @Test
    void aNameThatIsNotInTheCertificateIsRefused() {
        assertThatThrownBy(() -> start(database("127.0.0.1", TLS_ONLY, trusting(authority))))
                .rootCause()
                .hasMessageContaining("The hostname 127.0.0.1 could not be verified");
    }

    @Test
    void aServiceShowsItsCertificateWhereTheServerWantsOne() throws Exception {
        TestIdentity service = authority.sign("service", "dns:id-service");
        assertItServes(database("localhost", MUTUAL, trusting(authority) + showing(service)));
    }

    @Test
    void aServiceWithoutACertificateIsRefusedThere() {
        assertThatThrownBy(() -> start(database("localhost", MUTUAL, trusting(authority))))
                .rootCause()
                .hasMessageContaining("requires a valid client certificate");
    }
}
