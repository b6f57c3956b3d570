package dev.parley.gateway;

import static dev.parley.gateway.RunningGateway.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsBackendTest {
    private static final Map<String, Object> NARROW = Map.of(
            "parley.gateway.trusted-proxies", "127.0.0.0/8",
            "parley.gateway.limits.auth.per-second", 1,
            "parley.gateway.limits.auth.burst", 3,
            "parley.gateway.limits.api.per-second", 100,
            "parley.gateway.limits.api.burst", 100);

    @Test
    void anAddressThatAsksTooOftenIsToldWhenToGoOn() throws Exception {
        try (RunningGateway gateway = new RunningGateway(NARROW)) {
            long startNanos = System.nanoTime();
            int passed = 0;
            HttpResponse<String> refused = from(gateway, "203.0.113.9", "/v1/auth/login");
            while (refused.statusCode() == 200) {
                passed++;
                refused = from(gateway, "203.0.113.9", "/v1/auth/login");
            }
            long turnsOfTheSecond =
                    1 + Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
            assertThat(passed)
                    .as("the burst, and one more whenever Redis's clock went on to its next second")
                    .isBetween(3, (int) (3 + turnsOfTheSecond));
            assertProblem(refused, 429, "rate_limited");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(refused.body()).contains("\"retryAfterMs\":1000");

            assertThat(from(gateway, "203.0.113.10", "/v1/auth/login").statusCode())
                    .as("another address")
                    .isEqualTo(200);
            assertThat(from(gateway, "203.0.113.9", "/v1/me").statusCode())
                    .as("another route")
                    .isEqualTo(200);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> from(gateway, "203.0.113.9", "/v1/auth/login").statusCode() == 200);
        }
    }

    @Test
    void withoutRedisNobodyIsLimited() throws Exception {
        Map<String, Object> settings = new java.util.HashMap<>(NARROW);
        settings.put("parley.redis.url", "redis://127.0.0.1:1");
        try (RunningGateway gateway = new RunningGateway(settings)) {
            for (int i = 0; i < 20; i++) {
                assertThat(from(gateway, "203.0.113.9", "/v1/auth/login").statusCode())
                        .isEqualTo(200);
            }
            assertThat(gateway.count("gateway.limits.uncounted")).isEqualTo(20.0);
            HttpResponse<String> noHandshake = gateway.get("/ws/chat-1");
            assertThat(noHandshake.statusCode()).isEqualTo(426);
            assertThat(noHandshake.headers().firstValue("Sec-WebSocket-Version"))
                    .hasValue("13");
        }
    }

    private static HttpResponse<String> from(RunningGateway gateway, String address, String path) throws Exception {
        return gateway.send(HttpRequest.newBuilder(gateway.uri(path)).header("X-Forwarded-For", address));
    }
}
