package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.engines.RedisEngine;
import dev.parley.testkit.engines.EngineTls;
import dev.parley.testkit.engines.TestEngines;
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
    private static final int PORT = EngineTls.freePort();

    @TempDir
    private static Path directory;

    private static TestAuthority authority;
    private static TestAuthority stranger;
    private static RedisEngine redis;

    @BeforeAll
    static void start() {
        authority = TestAuthority.make(directory, "authority");
        stranger = TestAuthority.make(directory, "stranger");
        redis = new RedisEngine(
                EngineTls.redis(TestEngines.separate(directory), PORT, authority.sign("redis", "dns:localhost")));
        redis.start();
    }

    @AfterAll
    static void stop() {
        redis.stop();
    }

    private static RunningGateway gateway(String host, TestAuthority trusted) {
        return new RunningGateway(Map.of(
                "parley.redis.url",
                "rediss://" + host + ":" + PORT,
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
        try (RunningGateway gateway = gateway("localhost", authority)) {
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
        try (RunningGateway gateway = gateway("localhost", stranger)) {
            assertCountsNobody(gateway);
        }
        try (RunningGateway gateway = gateway("127.0.0.1", authority)) {
            assertCountsNobody(gateway);
        }
    }
}
