package dev.parley.gateway;

import static dev.parley.gateway.RunningGateway.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesBackendTest {
    private static final int MAX_BODY_BYTES = 65_536;
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    private static RunningGateway gateway;

    @BeforeAll
    static void launch() {
        gateway = new RunningGateway(Map.of("spring.cloud.gateway.server.webflux.httpclient.response-timeout", "3s"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/connect, discovery",
        "/v1/connect?region=eu&hint=x, discovery",
        "/v1/presence, presence",
        "/v1/presence/users/7, presence",
        "/v1/push/address, notification",
        "/v1/push/vapid-key, notification",
        "/v1/auth/login, api",
        "/v1/me, api",
        "/v1/groups/g.8388608/members/12, api",
        "/.well-known/jwks.json, api",
        "/v1/openapi.yaml, api",
    })
    void anAddressLeadsToItsService(String path, String service) throws Exception {
        HttpResponse<String> answer = gateway.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith(service + " GET " + path + " 0 bytes\n");
    }

    /// As when an instance goes that was given the request on a kept connection.
    @Test
    void whatOnlyAsksIsAskedAgainOnceWhereTheServiceBreaksOff() throws Exception {
        HttpResponse<String> answer = gateway.get("/v1/break-once");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("api GET /v1/break-once 0 bytes\n");
    }

    @Test
    void whatChangesSomethingIsNotSentAgain() throws Exception {
        HttpResponse<String> answer = gateway.send(
                HttpRequest.newBuilder(gateway.uri("/v1/break-once")).POST(BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).isEqualTo(503);
    }

    @Test
    void methodAndBodyAreHandedOn() throws Exception {
        HttpResponse<String> answer = gateway.send(HttpRequest.newBuilder(gateway.uri("/v1/me"))
                .header("Authorization", "Bearer t")
                .method("PATCH", BodyPublishers.ofString("{\"about\":\"x\"}")));
        assertThat(answer.body()).startsWith("api PATCH /v1/me 13 bytes\n").contains("authorization: Bearer t\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/users/1",
                "/v1x",
                "/nothing/here",
                "/v3/api-docs",
                "/ws",
                "/ws/chat-1/more",
                "/index.html",
                "/v1/%2e%2e/internal/users/1",
                "/v1/..;x/internal/users/1",
                "/actuator/env",
                "/actuator/gateway/routes",
                "/v1//me",
            })
    void whatIsNotPublicIsNotFound(String path) throws Exception {
        assertProblem(gateway.get(path), 404, "not_found");
    }

    @Test
    void dotSegmentsLeadNowhere() throws Exception {
        // The JDK's client would resolve them itself.
        assertThat(raw("GET /v1/../internal/users/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ")
                .contains("\"code\":\"not_found\"");
    }

    @Test
    void requestsThatDoNotWaitForTheAnswersAreAnsweredAsTheyCome() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.setSoTimeout(30_000);
            InputStream answers = socket.getInputStream();
            // The second is answered as soon as it is begun, since it leads to no service.
            socket.getOutputStream().write(ascii(getLines("/v1/me", "") + getLines("/nothing/here", "")));
            assertThat(answer(answers)).contains("api GET /v1/me 0 bytes\n");
            assertThat(answer(answers)).startsWith("HTTP/1.1 404 ");
            socket.getOutputStream().write(ascii(getLines("/v1/me", "Connection: close\r\n")));
            assertThat(new String(answers.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("api GET /v1/me 0 bytes\n");
        }
    }

    @Test
    void aRefusedClientThatDoesNotCloseIsLeftSoonHoweverManyRequestsItHasMade() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.setSoTimeout(30_000);
            InputStream answers = socket.getInputStream();
            OutputStream requests = socket.getOutputStream();
            for (int i = 0; i < 9; i++) {
                requests.write(ascii(getLines("/nothing/here", "")));
                assertThat(answer(answers)).startsWith("HTTP/1.1 404 ");
            }
            requests.write(ascii(getLines("/v1/me", "Content-Length: " + (MAX_BODY_BYTES + 1) + "\r\n")));
            assertThat(new String(answers.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413 ");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThatIOException().isThrownBy(() -> requests.write(0)));
        }
    }

    @Test
    void metricsAreForThisMachineOnly() throws Exception {
        assertThat(gateway.get("/actuator/prometheus").statusCode()).isEqualTo(200);
        HttpRequest.Builder proxied =
                HttpRequest.newBuilder(gateway.uri("/actuator/prometheus")).header("X-Forwarded-For", "203.0.113.9");
        assertProblem(gateway.send(proxied), 404, "not_found");
    }

    @Test
    void aBodyOfExactlyTheLimitPasses() throws Exception {
        assertThat(post(BodyPublishers.ofByteArray(new byte[MAX_BODY_BYTES])).body())
                .startsWith("api POST /v1/groups 65536 bytes\n");
    }

    @Test
    void aBodyOverTheLimitIsRefused() throws Exception {
        HttpResponse<String> answer = post(BodyPublishers.ofByteArray(new byte[MAX_BODY_BYTES + 1]));
        assertProblem(answer, 413, "request_too_large");
    }

    @Test
    void aBodyOverTheLimitWhoseLengthIsNotToldIsRefused() throws Exception {
        HttpResponse<String> answer =
                post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[4 * MAX_BODY_BYTES])));
        assertProblem(answer, 413, "request_too_large");
    }

    @Test
    void aClientThatIsStillSendingSeesTheRefusal() throws Exception {
        byte[] huge = new byte[32 << 20];
        assertProblem(post(BodyPublishers.ofByteArray(huge)), 413, "request_too_large");
        assertProblem(
                post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(huge))), 413, "request_too_large");
    }

    @Test
    void aBackendThatBreaksOffIsPassingTrouble() throws Exception {
        assertRetry(gateway.get("/v1/break"));
    }

    @Test
    void aBackendThatTakesTooLongIsPassingTrouble() throws Exception {
        assertRetry(gateway.get("/v1/slow"));
    }

    @Test
    void aBackendThatIsAwayIsPassingTrouble() throws Exception {
        try (RunningGateway lonely = new RunningGateway(Map.of("parley.urls.api", "http://127.0.0.1:1"))) {
            assertRetry(lonely.get("/v1/me"));
            assertThat(lonely.get("/v1/connect").statusCode()).isEqualTo(200);
            HttpResponse<String> health = lonely.get("/actuator/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("\"api\":{\"status\":\"DOWN\"}", "\"discovery\":{\"status\":\"UP\"}");
            assertThat(lonely.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        }
    }

    /// An alert wants to know whether it was discovery-service that did not answer.
    @Test
    void whatIsRefusedIsCountedByItsRoute() throws Exception {
        try (RunningGateway lonely = new RunningGateway(Map.of("parley.urls.discovery", "http://127.0.0.1:1"))) {
            assertRetry(lonely.get("/v1/connect"));
            assertProblem(lonely.get("/v2/connect"), 404, "not_found");
            assertThat(lonely.count("gateway.refused", "code", "retry", "route", "connect"))
                    .isEqualTo(1);
            assertThat(lonely.count("gateway.refused", "code", "not_found", "route", "none"))
                    .isEqualTo(1);
        }
    }

    @Test
    void healthTellsOfEachServiceAndNoMore() throws Exception {
        HttpResponse<String> health = gateway.get("/actuator/health");
        assertThat(health.statusCode()).isEqualTo(200);
        for (String service : new String[] {"api", "discovery", "id", "notification", "presence", "redis"}) {
            assertThat(health.body()).contains("\"" + service + "\":{\"status\":\"UP\"}");
        }
        assertThat(health.body()).doesNotContain("details", "version", "path");
    }

    @Test
    void aBackendIsToldTheClientsAddressAndNothingThatTheClientSaidAboutIt() throws Exception {
        String body = gateway.send(HttpRequest.newBuilder(gateway.uri("/v1/me"))
                        .header("X-Forwarded-For", "1.2.3.4")
                        .header("X-Forwarded-Proto", "https")
                        .header("X-Forwarded-Prefix", "/internal")
                        .header("Forwarded", "for=1.2.3.4")
                        .header("X-Real-IP", "1.2.3.4"))
                .body();
        assertThat(body)
                .contains("x-forwarded-for: 127.0.0.1\n", "x-forwarded-proto: http\n")
                .contains("x-forwarded-host: 127.0.0.1:" + gateway.port() + "\n")
                .doesNotContain("1.2.3.4", "x-forwarded-prefix", "\nforwarded:");
    }

    @Test
    void aTrustedProxyIsBelieved() throws Exception {
        try (RunningGateway behindProxy = new RunningGateway(Map.of("parley.gateway.trusted-proxies", "127.0.0.0/8"))) {
            String body = behindProxy
                    .send(HttpRequest.newBuilder(behindProxy.uri("/v1/me"))
                            .header("X-Forwarded-For", "1.2.3.4, 203.0.113.9")
                            .header("X-Forwarded-Proto", "https"))
                    .body();
            assertThat(body).contains("x-forwarded-for: 203.0.113.9\n", "x-forwarded-proto: https\n");
        }
    }

    @Test
    void thePageIsAnsweredAtItsOwnAddressesAndNoForeignScriptRunsInIt() throws Exception {
        for (String path : List.of("/", "/c/g.17", "/c/d.1.2", "/whatever")) {
            HttpResponse<String> page = page(path);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
            assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("default-src 'none'", "script-src 'self'")
                            .doesNotContain("unsafe"));
            assertThat(page.body()).contains("<title>Parley</title>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/internal/users/1", "/ws", "/v1x", "/actuator/env", "/assets/none.js", "/.git/config"})
    void whatIsNoPageIsNoneForBrowsersEither(String path) throws Exception {
        assertProblem(page(path), 404, "not_found");
    }

    private static HttpResponse<String> page(String path) throws Exception {
        return gateway.send(HttpRequest.newBuilder(gateway.uri(path)).header("Accept", "text/html,*/*;q=0.8"));
    }

    private static HttpResponse<String> post(HttpRequest.BodyPublisher body) throws Exception {
        return gateway.send(HttpRequest.newBuilder(gateway.uri("/v1/groups")).POST(body));
    }

    private static void assertRetry(HttpResponse<String> answer) {
        assertProblem(answer, 503, "retry");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    }

    private static String raw(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.getOutputStream().write(ascii(request));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// @param headers further ones, each with its line end
    private static String getLines(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// The next answer on a connection that stays open; its length must be told.
    private static String answer(InputStream answers) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = answers.read();
            assertThat(next).as("no end of the connection").isNotNegative();
            head.write(next);
        }
        Matcher length = CONTENT_LENGTH.matcher(head.toString(StandardCharsets.US_ASCII));
        assertThat(length.find()).as("a length in " + head).isTrue();
        return head + new String(answers.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8);
    }
}
