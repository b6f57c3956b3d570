package dev.parley.api.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.api.support.ApiUser;
import dev.parley.api.support.Gate;
import dev.parley.api.support.Response;
import dev.parley.api.support.RunningApi;
import dev.parley.contracts.id.ConversationId;
import dev.parley.kit.time.Ticker;
import dev.parley.testkit.engines.TestDatabase;
import dev.parley.testkit.engines.TestEngines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/// What happens when something behind the service goes away and comes back.
class TroubleBackendTest {
    private final Properties engines = TestEngines.get().properties();

    @Test
    void withoutPostgresEverythingSaysRetryAndReadinessSaysDown() {
        TestDatabase database = TestEngines.get().freshPostgresDatabase();
        try (Gate gate = Gate.before(database.url(), true);
                RunningApi api =
                        RunningApi.start(database, Map.of("parley.postgres.url", gate.through(database.url())))) {
            ApiUser user = api.user();
            ApiUser nobody = api.nobody();
            // No keys are set: for operators there is no door at all.
            for (ApiUser caller : List.of(nobody, user, api.operator())) {
                assertThat(caller.get("/admin/v1/users/" + user.id()).status()).isEqualTo(404);
                assertThat(caller.put("/admin/v1/users/" + user.id() + "/suspension")
                                .code())
                        .isEqualTo("not_found");
            }
            gate.shut();

            Response me = user.get("/v1/me");
            assertThat(me.status()).isEqualTo(503);
            assertThat(me.code()).isEqualTo("retry");
            assertThat(me.headers().firstValue("Retry-After")).contains("1");
            assertThat(user.post("/v1/groups", "{\"title\": \"x\"}").code()).isEqualTo("retry");
            assertThat(nobody.post("/v1/auth/login", "{\"name\": \"some-name\", \"password\": \"some password\"}")
                            .code())
                    .isEqualTo("retry");
            assertThat(nobody.get("/actuator/health/readiness").status()).isEqualTo(503);
            assertThat(nobody.get("/actuator/health/liveness").status()).isEqualTo(200);

            gate.open();
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(user.get("/v1/me").status()).isEqualTo(200));
            assertThat(nobody.get("/actuator/health/readiness").status()).isEqualTo(200);
        }
    }

    @Test
    void withoutCassandraTheServiceStartsAndOnlyReadingConversationsSaysRetry() {
        String points = engines.getProperty("parley.cassandra.contact-points");
        try (Gate gate = Gate.before(points, false);
                RunningApi api = RunningApi.start(Map.of(
                        "parley.cassandra.contact-points",
                        gate.through(points),
                        "parley.admin.keys-file",
                        RunningApi.adminKeys()))) {
            ApiUser alice = api.user();
            ConversationId.Group group = alice.createGroup("Still works");
            String history = "/v1/conversations/" + group + "/events";

            Response refused = alice.get(history);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("retry");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(alice.get("/v1/conversations").code()).isEqualTo("retry");
            Response export = api.operator().get("/admin/v1/users/" + alice.id() + "/export");
            assertThat(export.status()).isEqualTo(503);
            assertThat(export.code()).isEqualTo("retry");
            assertThat(alice.get("/v1/groups/" + group).status()).isEqualTo(200);
            assertThat(api.nobody().get("/actuator/health/readiness").status()).isEqualTo(200);

            gate.open();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(alice.get(history).status()).isEqualTo(200));
            gate.shut();
            assertThat(alice.get(history).code()).isEqualTo("retry");
            gate.open();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(alice.get(history).status()).isEqualTo(200));
        }
    }

    @Test
    void withoutRedisLoginsGoOnAndAreStillLimited() {
        String url = TestEngines.get().freshRedisUrl();
        try (Gate gate = Gate.before(url, false);
                RunningApi api = RunningApi.start(
                        Map.of("parley.redis.url", gate.through(url), "parley.login-limit.per-account", 3))) {
            ApiUser user = api.user("redis-is-away");
            assertThat(login(api, RunningApi.PASSWORD).status()).isEqualTo(200);
            for (int i = 0; i < 3; i++) {
                assertThat(login(api, "wrong password").status()).isEqualTo(401);
            }
            assertThat(login(api, "wrong password").code()).isEqualTo("rate_limited");
            assertThat(user.get("/v1/me").status()).isEqualTo(200);
        }
    }

    @Test
    void withoutKafkaChangesCountAndReachTheirLogLater() {
        String bootstrap = engines.getProperty("parley.kafka.bootstrap");
        try (Gate gate = Gate.before(bootstrap, false);
                RunningApi api = RunningApi.start(Map.of("parley.kafka.bootstrap", gate.through(bootstrap)))) {
            ApiUser owner = api.user();
            Ticker ticker = api.bean(Ticker.class);
            long before = ticker.nanos();
            ConversationId.Group group = owner.createGroup("Kafka is away");
            assertThat(Duration.ofNanos(ticker.nanos() - before))
                    .isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(5));
            owner.patch("/v1/groups/" + group, "{\"title\": \"Kafka is still away\"}");
            assertThat(owner.get("/v1/groups/" + group).string("title")).isEqualTo("Kafka is still away");
            assertThat(api.log().entries(group)).isEmpty();

            gate.open();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(api.log().entries(group)).hasSize(2));
        }
    }

    private static Response login(RunningApi api, String password) {
        return api.nobody().post("/v1/auth/login", "{\"name\": \"redis-is-away\", \"password\": \"" + password + "\"}");
    }
}
