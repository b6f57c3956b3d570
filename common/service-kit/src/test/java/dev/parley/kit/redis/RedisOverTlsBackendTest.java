package dev.parley.kit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testkit.engines.TlsRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real Redis with a certificate for `localhost`, and the client that services have.
class RedisOverTlsBackendTest {
    @TempDir
    private static Path directory;

    private static TlsRedis redis;

    @BeforeAll
    static void start() {
        redis = new TlsRedis(directory);
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static String ask(
            String url, @Nullable Path authorities, Function<RedisCommands<String, String>, String> use) {
        RedisClient client = RedisWiring.open(new RedisSettings(URI.create(url), Duration.ofSeconds(10), authorities));
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return use.apply(connection.sync());
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
    }

    @Test
    void whatIsWrittenOverTlsIsReadOverTls() {
        String url = "rediss://localhost:" + redis.port() + "/3";
        assertThat(ask(url, redis.authority().certificate(), it -> it.set("word", "parley")))
                .isEqualTo("OK");
        assertThat(ask(url, redis.authority().certificate(), it -> it.get("word")))
                .isEqualTo("parley");
    }

    @Test
    void thePortSpeaksNothingElse() {
        assertThatThrownBy(() -> ask("redis://localhost:" + redis.port(), null, RedisCommands::ping))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void anotherAuthoritysFileAndTheJdksLeadToNobody() {
        assertThatThrownBy(() -> ask(
                        "rediss://localhost:" + redis.port(), redis.stranger().certificate(), RedisCommands::ping))
                .rootCause()
                .hasMessageContaining("unable to find valid certification path");
        assertThatThrownBy(() -> ask("rediss://localhost:" + redis.port(), null, RedisCommands::ping))
                .rootCause()
                .hasMessageContaining("unable to find valid certification path");
    }

    @Test
    void aNameThatIsNotInTheCertificateIsRefused() {
        assertThatThrownBy(() -> ask(
                        "rediss://127.0.0.1:" + redis.port(), redis.authority().certificate(), RedisCommands::ping))
                .rootCause()
                .hasMessageContaining("No subject alternative names matching IP address 127.0.0.1");
    }

    /// No setting gives services a certificate of their own. What docs/operations.md says of `tls-auth-clients`.
    @Test
    void aRedisThatWantsCertificatesOfClientsRefusesServices() {
        String plain = "redis://127.0.0.1:" + redis.plainPort();
        ask(
                plain,
                null,
                it -> it.configSet(
                        "tls-ca-cert-file", redis.authority().certificate().toString()));
        ask(plain, null, it -> it.configSet("tls-auth-clients", "yes"));
        try {
            assertThatThrownBy(() -> ask(
                            "rediss://localhost:" + redis.port(),
                            redis.authority().certificate(),
                            RedisCommands::ping))
                    .isInstanceOf(RuntimeException.class);
        } finally {
            ask(plain, null, it -> it.configSet("tls-auth-clients", "no"));
        }
    }
}
