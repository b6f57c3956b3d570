package dev.parley.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.directory.ChatServerJson;
import dev.parley.contracts.directory.DirectoryKeys;
import dev.parley.contracts.directory.SlotOwner;
import dev.parley.contracts.ticket.TicketKeys;
import dev.parley.discovery.directory.Tables;
import dev.parley.testkit.access.KeyServer;
import dev.parley.testkit.access.Tokens;
import dev.parley.testkit.engines.TestEngines;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DiscoveryServiceBackendTest {
    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String REGION = "eu";
    private static final long ALICE = 1L << 22;
    private static final long PHONE = 9L << 22;
    private static final Tokens TOKENS = new Tokens("k1");
    private static final KeyServer API = new KeyServer(TOKENS);
    private static final URI REDIS = URI.create(TestEngines.get().freshRedisUrl());
    private static final Relay WIRE = new Relay(REDIS);
    private static final RedisClient CLIENT = RedisClient.create(REDIS.toString());
    private static final RedisCommands<String, String> DIRECTORY =
            CLIENT.connect().sync();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void launch() {
        service = DiscoveryService.launch(Map.of(
                "server.port",
                0,
                "parley.redis.url",
                WIRE.url().toString(),
                "parley.urls.api",
                API.url().toString(),
                "parley.ticket.keys",
                KEY,
                "parley.region",
                REGION,
                "parley.discovery.directory.every",
                "50ms",
                "parley.discovery.directory.empty-grace",
                "0s"));
    }

    @AfterAll
    static void stop() {
        service.close();
        CLIENT.shutdown();
        WIRE.close();
        API.close();
    }

    @BeforeEach
    void oneServer() throws Exception {
        WIRE.mend();
        publish("chat-1");
        await().until(() -> connect(token()).statusCode() == 200);
    }

    @Test
    void aDeviceIsToldWhereToConnectAndGetsATicket() throws Exception {
        HttpResponse<String> answer = connect(token());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode grant = JsonMapper.shared().readTree(answer.body());
        assertThat(grant.propertyNames()).containsExactlyInAnyOrder("url", "ticket", "expiresAt", "region", "server");
        assertThat(grant.get("url").asString()).isEqualTo("ws://gateway.test/ws/chat-1");
        assertThat(grant.get("region").asString()).isEqualTo(REGION);
        assertThat(grant.get("server").asString()).isEqualTo("chat-1");
        Instant expiresAt = Instant.parse(grant.get("expiresAt").asString());
        assertThat(expiresAt).isCloseTo(Instant.now().plusSeconds(60), within(5));
        var checked = new TicketKeys(List.of(KEY)).check(grant.get("ticket").asString(), Instant.now());
        assertThat(checked).isInstanceOfSatisfying(TicketKeys.Checked.Good.class, good -> {
            assertThat(good.ticket().user().value()).isEqualTo(ALICE);
            assertThat(good.ticket().device().value()).isEqualTo(PHONE);
            assertThat(good.ticket().server()).isEqualTo("chat-1");
            assertThat(good.ticket().expiresAt()).isEqualTo(expiresAt);
        });
    }

    @Test
    void withoutATokenNobodyConnects() throws Exception {
        HttpResponse<String> answer = send(request());
        assertProblem(answer, 401, "unauthenticated");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void withABadTokenNobodyConnects() throws Exception {
        assertProblem(connect("x"), 401, "token_invalid");
        assertProblem(connect(new Tokens("k1").good(ALICE, PHONE, soon())), 401, "token_invalid");
        assertProblem(connect(TOKENS.good(ALICE, PHONE, Instant.now().minusSeconds(60))), 401, "token_invalid");
        assertProblem(
                connect(TOKENS.with(ALICE, PHONE, soon(), claims -> claims.claim("sid", null))), 401, "token_invalid");
    }

    @Test
    void whileASlotChangesHandsTheAnswerIsToRetry() throws Exception {
        DIRECTORY.hset(DirectoryKeys.slots(REGION), "0", new SlotOwner("chat-gone", 2).text());
        await().until(() -> connect(token()).statusCode() != 200);
        HttpResponse<String> answer = connect(token());
        assertProblem(answer, 503, "retry");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void aNewOwnerIsFoundSoon() throws Exception {
        publish("chat-2");
        await().atMost(Duration.ofSeconds(2))
                .until(() -> connect(token()).body().contains("/ws/chat-2\""));
    }

    @Test
    void withRedisAwayTheLastTableServes() throws Exception {
        double before = failedReads();
        WIRE.cut();
        await().until(() -> failedReads() > before + 2);
        assertThat(connect(token()).statusCode()).isEqualTo(200);
        WIRE.mend();
        publish("chat-3");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> connect(token()).body().contains("/ws/chat-3\""));
    }

    @Test
    void healthTellsTheNumberOfServers() throws Exception {
        assertThat(get("/actuator/health").body()).contains("\"eu\":\"1 servers\"");
    }

    private static double failedReads() throws Exception {
        return get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("discovery_directory_read_failed_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(JsonMapper.shared().readTree(answer.body()).get("code").asString())
                .isEqualTo(code);
    }

    private static void publish(String id) {
        DIRECTORY.set(DirectoryKeys.server(REGION, id), ChatServerJson.write(Tables.server(id, 1)));
        DIRECTORY.hset(DirectoryKeys.slots(REGION), "0", new SlotOwner(id, 1).text());
    }

    private static org.assertj.core.data.TemporalUnitOffset within(long seconds) {
        return new org.assertj.core.data.TemporalUnitWithinOffset(seconds, ChronoUnit.SECONDS);
    }

    private static String token() {
        return TOKENS.good(ALICE, PHONE, soon());
    }

    private static Instant soon() {
        return Instant.now().plusSeconds(900);
    }

    private static HttpResponse<String> connect(String token) throws Exception {
        return send(request().header("Authorization", "Bearer " + token));
    }

    private static HttpRequest.Builder request() {
        return HttpRequest.newBuilder(uri("/v1/connect?region=&hint="));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create(
                "http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port") + path);
    }
}
