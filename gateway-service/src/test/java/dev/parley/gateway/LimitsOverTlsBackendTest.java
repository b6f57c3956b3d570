package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.engines.TlsRedis;
import dev.parley.testkit.tls.TestAuthority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gateway reaches Redis by Boot's client and not by the one that services have, so it is held against a real
/// Redis with a certificate for `localhost` as well.
class LimitsOverTlsBackendTest {
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

    private static RunningGateway gateway(String host, TestAuthority trusted) {
        return new RunningGateway(Map.of(
                "parley.redis.url",
                "rediss://" + host + ":" + redis.port(),
                "parley.redis.ca-file",
                trusted.certificate(),
                "parley.gateway.limits.auth.per-second",
                1,
                "parley.gateway.limits.auth.burst",
                1));
    }

    private static int login(RunningGateway gateway) throws Exception {
        return gateway.get("/v1/auth/login").statusCode();
    }

    @Test
    void requestsAreCountedOverTls() throws Exception {
        try (RunningGateway gateway = gateway("localhost", redis.authority())) {
            await().atMost(Duration.ofSeconds(20)).until(() -> login(gateway) == 429);
        }
    }

    private static void assertCountsNobody(RunningGateway gateway) throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(login(gateway)).isEqualTo(200);
        }
        assertThat(gateway.count("gateway.limits.uncounted")).isEqualTo(10.0);
    }

    @Test
    void aRedisOfAnotherAuthorityOrNameCountsNobody() throws Exception {
        try (RunningGateway gateway = gateway("localhost", redis.stranger())) {
            assertCountsNobody(gateway);
        }
        try (RunningGateway gateway = gateway("127.0.0.1", redis.authority())) {
            assertCountsNobody(gateway);
        }
    }
}
