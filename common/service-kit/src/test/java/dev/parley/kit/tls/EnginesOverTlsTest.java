package dev.parley.kit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.kit.cassandra.CassandraSettings;
import dev.parley.kit.cassandra.CassandraWiring;
import dev.parley.kit.kafka.KafkaSettings;
import dev.parley.kit.launch.WrongUseException;
import dev.parley.kit.redis.RedisSettings;
import dev.parley.kit.redis.RedisWiring;
import dev.parley.testkit.tls.TestIdentity;
import io.lettuce.core.RedisClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What each engine's settings make of an authority's file, up to the first byte inside of TLS.
class EnginesOverTlsTest {
    @TempDir
    private static Path directory;

    private static TestIdentity engine;
    private static TestIdentity nameless;
    private static TestIdentity addressed;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeAll
    static void make() {
        engine = TestIdentity.make(directory, "engine", "dns:localhost,ip:127.0.0.1");
        nameless = TestIdentity.make(directory, "nameless", "dns:elsewhere");
        addressed = TestIdentity.make(directory, "addressed", "ip:127.0.0.1");
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private boolean redisTrusts(TestIdentity shown, @Nullable Path authorities) throws InterruptedException {
        try (TlsWitness witness = new TlsWitness(shown)) {
            RedisClient client = RedisWiring.open(new RedisSettings(
                    URI.create("rediss://localhost:" + witness.port()), Duration.ofSeconds(1), authorities));
            Future<?> connected = threads.submit(() -> client.connect());
            boolean trusts = witness.nextIsTrusting();
            connected.cancel(true);
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
            return trusts;
        }
    }

    @Test
    void redisIsTrustedByItsAuthorityAndName() throws InterruptedException {
        assertThat(redisTrusts(engine, engine.certificate())).isTrue();
        assertThat(redisTrusts(engine, nameless.certificate())).isFalse();
        assertThat(redisTrusts(engine, null)).isFalse();
        assertThat(redisTrusts(nameless, nameless.certificate())).isFalse();
    }

    private boolean cassandraTrusts(String host, TestIdentity shown, @Nullable Path authorities, boolean checkNames)
            throws InterruptedException {
        try (TlsWitness witness = new TlsWitness(shown)) {
            CassandraSettings settings = new CassandraSettings(
                    List.of(host + ":" + witness.port()),
                    "datacenter1",
                    "parley",
                    Duration.ofSeconds(1),
                    "",
                    "",
                    true,
                    authorities,
                    checkNames);
            Future<?> opened = threads.submit(() -> CassandraWiring.open(settings));
            boolean trusts = witness.nextIsTrusting();
            opened.cancel(true);
            return trusts;
        }
    }

    @Test
    void cassandraIsTrustedByItsAuthorityAndName() throws InterruptedException {
        assertThat(cassandraTrusts("localhost", engine, engine.certificate(), true))
                .isTrue();
        assertThat(cassandraTrusts("localhost", engine, nameless.certificate(), true))
                .isFalse();
        assertThat(cassandraTrusts("localhost", engine, null, true)).isFalse();
        assertThat(cassandraTrusts("localhost", nameless, nameless.certificate(), true))
                .isFalse();
        assertThat(cassandraTrusts("localhost", nameless, nameless.certificate(), false))
                .isTrue();
    }

    /// As the driver finds nodes. A reverse look-up of the address says `localhost`.
    @Test
    void cassandraIsTrustedByItsAddressWhateverDnsCallsIt() throws InterruptedException {
        assertThat(cassandraTrusts("127.0.0.1", addressed, addressed.certificate(), true))
                .isTrue();
    }

    private boolean kafkaTrusts(TestIdentity shown, Path authorities) throws InterruptedException {
        try (TlsWitness witness = new TlsWitness(shown)) {
            KafkaSettings settings = new KafkaSettings(
                    "localhost:" + witness.port(),
                    "",
                    Map.of(
                            "security.protocol",
                            "SSL",
                            "ssl.truststore.type",
                            "PEM",
                            "ssl.truststore.location",
                            authorities.toString()));
            try (Admin admin = Admin.create(settings.client("test"))) {
                admin.describeCluster();
                boolean trusts = witness.nextIsTrusting();
                admin.close(Duration.ZERO);
                return trusts;
            }
        }
    }

    @Test
    void kafkaIsTrustedByItsAuthorityAndName() throws InterruptedException {
        assertThat(kafkaTrusts(engine, engine.certificate())).isTrue();
        assertThat(kafkaTrusts(engine, nameless.certificate())).isFalse();
        assertThat(kafkaTrusts(nameless, nameless.certificate())).isFalse();
    }

    @Test
    void aFileOfNoUseIsNamedWithItsSetting() {
        Path none = directory.resolve("none.pem");
        assertThatThrownBy(() -> RedisWiring.open(
                        new RedisSettings(URI.create("rediss://localhost:1"), Duration.ofSeconds(1), none)))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContainingAll("parley.redis.ca-file", none.toString());
        assertThatThrownBy(() -> Trust.of(new TrustSettings(engine.key())))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContainingAll("parley.trust.ca-file", engine.key().toString());
    }
}
