package dev.parley.kit.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.datastax.oss.driver.api.core.CqlSession;
import dev.parley.engines.CassandraEngine;
import dev.parley.testkit.engines.EngineTls;
import dev.parley.testkit.engines.TestEngines;
import dev.parley.testkit.tls.TestAuthority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// A real node with a certificate for `localhost`, and the session that services have.
class CassandraOverTlsBackendTest {
    private static final int PORT = EngineTls.freePort();

    @TempDir
    private static Path directory;

    private static TestAuthority authority;
    private static TestAuthority stranger;
    private static CassandraEngine cassandra;

    @BeforeAll
    static void start() {
        authority = TestAuthority.make(directory, "authority");
        stranger = TestAuthority.make(directory, "stranger");
        cassandra = new CassandraEngine(EngineTls.cassandra(
                TestEngines.separate(directory), PORT, authority.sign("cassandra", "dns:localhost")));
        cassandra.start();
    }

    @AfterAll
    static void stop() {
        cassandra.stop();
    }

    private static CassandraSettings settings(String host, Path authorities, boolean checkNames) {
        return new CassandraSettings(
                List.of(host + ":" + PORT),
                "datacenter1",
                "parley",
                Duration.ofSeconds(10),
                "",
                "",
                true,
                authorities,
                checkNames);
    }

    private static void assertItWritesAndReads(CassandraSettings settings) {
        try (CqlSession session = CassandraWiring.open(settings)) {
            session.execute("CREATE KEYSPACE IF NOT EXISTS words WITH replication ="
                    + " {'class': 'NetworkTopologyStrategy', 'datacenter1': 1}");
            session.execute("CREATE TABLE IF NOT EXISTS words.words (id int PRIMARY KEY, word text)");
            session.execute("INSERT INTO words.words (id, word) VALUES (1, 'parley')");
            assertThat(Objects.requireNonNull(session.execute("SELECT word FROM words.words WHERE id = 1")
                                    .one())
                            .getString("word"))
                    .isEqualTo("parley");
            // The node's own view of who is connected.
            assertThat(session.execute("SELECT ssl_enabled FROM system_views.clients")
                            .all())
                    .isNotEmpty()
                    .allMatch(client -> client.getBoolean("ssl_enabled"));
        }
    }

    /// What a session that waits for a node logs about one that it does not take. It waits as long as the process
    /// lives,
    /// as a service's does, and logs on beside the next one.
    ///
    /// @param node as the driver writes it
    private static String refusal(String node, CassandraSettings settings) throws InterruptedException {
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        Logger log =
                (Logger) LoggerFactory.getLogger("com.datastax.oss.driver.internal.core.control.ControlConnection");
        AppenderBase<ILoggingEvent> listening = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getFormattedMessage().contains("(endPoint=" + node + ":" + PORT)) {
                    said.add(event.getFormattedMessage());
                }
            }
        };
        listening.start();
        log.addAppender(listening);
        try {
            Thread.ofVirtual().start(() -> CassandraWiring.open(settings).close());
            return String.valueOf(said.poll(20, TimeUnit.SECONDS));
        } finally {
            log.detachAppender(listening);
        }
    }

    @Test
    void whatIsWrittenOverTlsIsReadOverTls() {
        assertItWritesAndReads(settings("localhost", authority.certificate(), true));
    }

    @Test
    void anotherAuthoritysFileLeadsToNobody() throws InterruptedException {
        assertThat(refusal("localhost/127.0.0.1", settings("localhost", stranger.certificate(), true)))
                .contains("SSLHandshakeException", "PKIX");
    }

    /// Whoever looks up the address finds `localhost`; what a stranger says of an address in DNS is no reason to
    /// trust.
    @Test
    void anAddressThatIsNotInTheCertificateIsRefusedUnlessNamesDoNotMatter() throws InterruptedException {
        assertThat(refusal("/127.0.0.1", settings("127.0.0.1", authority.certificate(), true)))
                .contains("SSLHandshakeException", "127.0.0.1");
        assertItWritesAndReads(settings("127.0.0.1", authority.certificate(), false));
    }
}
