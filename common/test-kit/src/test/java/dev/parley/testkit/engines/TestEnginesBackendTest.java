package dev.parley.testkit.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import org.junit.jupiter.api.Test;

class TestEnginesBackendTest {
    private final TestEngines engines = TestEngines.get();

    @Test
    void everyCallGivesTheSameEngines() {
        assertThat(TestEngines.get()).isSameAs(engines);
        assertThat(engines.properties()).containsKeys("parley.kafka.bootstrap", "parley.cassandra.contact-points");
    }

    @Test
    void freshDatabaseIsEmptyAndIsNotTheLastOne() throws Exception {
        TestDatabase first = engines.freshPostgresDatabase();
        TestDatabase second = engines.freshPostgresDatabase();
        assertThat(first.url()).isNotEqualTo(second.url());
        try (Connection connection = DriverManager.getConnection(first.url(), first.user(), first.password());
                ResultSet tables = connection.getMetaData().getTables(null, "public", "%", null)) {
            assertThat(tables.next()).isFalse();
        }
    }

    @Test
    void freshRedisUrlsLeadToDifferentEmptyDatabases() throws Exception {
        URI first = URI.create(engines.freshRedisUrl());
        URI second = URI.create(engines.freshRedisUrl());
        assertThat(first).isNotEqualTo(second);
        try (Socket socket = new Socket(first.getHost(), first.getPort())) {
            socket.getOutputStream()
                    .write(("SELECT " + first.getPath().substring(1) + "\r\nDBSIZE\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(9)).asString().isEqualTo("+OK\r\n:0\r\n");
        }
    }

    @Test
    void freshNamesSuitEveryEngine() {
        assertThat(engines.freshKeyspaceName()).matches("[a-z][a-z0-9_]{1,39}").isNotEqualTo(engines.freshPrefix());
    }
}
