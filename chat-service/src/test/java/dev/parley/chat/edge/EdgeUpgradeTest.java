package dev.parley.chat.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.chat.edge.EdgeSettings.Limits;
import dev.parley.chat.edge.EdgeSettings.Timeouts;
import dev.parley.chat.tls.NettyTls;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeUpgradeTest {
    @Test
    void aClientIsUpgradedWithTheSubprotocolItOffers() {
        try (TestEdge edge = new TestEdge();
                TestClient client = edge.connect()) {
            assertThat(client.socket().getSubprotocol()).isEqualTo("parley.v1.json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/ws/", "/ws/chat-1", "/ws/any/thing?x=1", "/ws?x=1"})
    void everyPathBelowWsIsServed(String path) {
        try (TestEdge edge = new TestEdge();
                TestClient client = new TestClient(edge.url(path), TestClient.builder())) {
            assertThat(client.socket().getSubprotocol()).isEmpty();
            client.send(TestEdge.hello(edge.ticket(), TestEdge.PHONE));
            client.expect("welcome");
        }
    }

    @Test
    void extensionsAreNotTaken() {
        try (TestEdge edge = new TestEdge();
                RawSocket socket = new RawSocket(edge.port())) {
            socket.write(RawSocket.upgradeRequest("/ws")
                    .replace("\r\n\r\n", "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n")
                    .getBytes(US_ASCII));
            assertThat(socket.readHead())
                    .startsWith("HTTP/1.1 101")
                    .doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
        }
    }

    @Test
    void aPlainRequestIsToldToUpgrade() throws Exception {
        try (TestEdge edge = new TestEdge()) {
            HttpResponse<String> answer = get(edge, "/ws");
            assertThat(answer.statusCode()).isEqualTo(426);
            assertThat(answer.headers().firstValue("upgrade")).contains("websocket");
            assertThat(answer.headers().firstValue("sec-websocket-version")).contains("13");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/wsx", "/healthz", "/w"})
    void otherPathsAreNotThere(String path) throws Exception {
        try (TestEdge edge = new TestEdge()) {
            assertThat(get(edge, path).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aRequestThatIsNoHandshakeIsRefused() {
        try (TestEdge edge = new TestEdge()) {
            assertThat(answerTo(edge, "POST /ws HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"))
                    .startsWith("HTTP/1.1 426");
            assertThat(answerTo(edge, RawSocket.upgradeRequest("/ws").replace("Version: 13", "Version: 8")))
                    .startsWith("HTTP/1.1 426");
            assertThat(answerTo(edge, RawSocket.upgradeRequest("/ws").replace("Sec-WebSocket-Key", "X-Key")))
                    .startsWith("HTTP/1.1 400");
            assertThat(answerTo(edge, "nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
            assertThat(answerTo(edge, "GET /ws HTTP/1.1\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
                    .matches("(?s)(HTTP/1.1 4.*)?");
        }
    }

    @Test
    void foreignOriginsAreRefusedWhereOriginsAreListed() {
        try (TestEdge edge = new TestEdge(
                TestEdge.TIMEOUTS, TestEdge.LIMITS, List.of("https://chat.example.org", "https://other.example.org"))) {
            String request = RawSocket.upgradeRequest("/ws");
            for (String foreign : List.of("https://evil.example.org", "null", "https://chat.example.org.evil.org")) {
                assertThat(answerTo(edge, withOrigin(request, foreign))).startsWith("HTTP/1.1 403");
            }
            assertThat(answerTo(edge, withOrigin(request, "https://Chat.example.org")))
                    .startsWith("HTTP/1.1 101");
            assertThat(answerTo(edge, request)).as("no browser").startsWith("HTTP/1.1 101");
        }
        try (TestEdge edge = new TestEdge()) {
            assertThat(answerTo(edge, withOrigin(RawSocket.upgradeRequest("/ws"), "https://evil.example.org")))
                    .as("nothing is listed")
                    .startsWith("HTTP/1.1 101");
        }
    }

    @Test
    void aFullServerSaysSo() {
        Limits two = TestLimits.of(it -> it.connections = 2);
        try (TestEdge edge = new TestEdge(TestEdge.TIMEOUTS, two);
                TestClient first = edge.live();
                TestClient second = edge.live()) {
            assertThatThrownBy(edge::connect)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            it -> assertThat(it.getResponse().statusCode()).isEqualTo(503));
            first.expectAlive();
            second.expectAlive();
        }
    }

    @Test
    void aConnectionWithoutARequestIsClosed() {
        Timeouts quick = TestLimits.timeouts(it -> it.hello = Duration.ofMillis(200));
        try (TestEdge edge = new TestEdge(quick, TestEdge.LIMITS);
                RawSocket silent = new RawSocket(edge.port());
                RawSocket halfway = new RawSocket(edge.port())) {
            halfway.write("GET /ws HTTP/1.1\r\nHost:".getBytes(US_ASCII));
            assertThat(silent.isAtEnd()).isTrue();
            assertThat(halfway.isAtEnd()).isTrue();
        }
    }

    @Test
    void framesSentBeforeTheUpgradeWasAnsweredAreNotLost() {
        try (TestEdge edge = new TestEdge();
                RawSocket hasty = new RawSocket(edge.port())) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(RawSocket.upgradeRequest("/ws").getBytes(US_ASCII));
            all.writeBytes(RawSocket.frame(
                    true,
                    RawSocket.TEXT,
                    TestEdge.hello(edge.ticket(), TestEdge.PHONE).getBytes(US_ASCII)));
            all.writeBytes(RawSocket.frame(
                    true,
                    RawSocket.TEXT,
                    TestEdge.send("m-1", TestEdge.GROUP, "hi").getBytes(US_ASCII)));
            all.writeBytes(RawSocket.frame(true, RawSocket.PING, new byte[0]));
            hasty.write(all.toByteArray());
            assertThat(hasty.readHead()).startsWith("HTTP/1.1 101");
            assertThat(List.of(hasty.readFrame().opcode(), hasty.readFrame().opcode()))
                    .containsExactlyInAnyOrder(RawSocket.TEXT, 10);
            await().untilAsserted(() -> assertThat(edge.log.names()).containsExactly("m-1"));
        }
    }

    @Test
    void aTakenPortIsNamed() {
        try (TestEdge edge = new TestEdge()) {
            EdgeSettings taken =
                    new EdgeSettings("127.0.0.1", edge.port(), 1, List.of(), TestEdge.TIMEOUTS, TestEdge.LIMITS);
            EdgeServer second = new EdgeServer(edge.parts(taken), NettyTls.none());
            assertThatIllegalStateException()
                    .isThrownBy(second::start)
                    .withMessageContaining(String.valueOf(edge.port()));
            assertThat(second.isRunning()).isFalse();
        }
    }

    private static String withOrigin(String request, String origin) {
        return request.replace("\r\n\r\n", "\r\nOrigin: " + origin + "\r\n\r\n");
    }

    private static String answerTo(TestEdge edge, String request) {
        try (RawSocket socket = new RawSocket(edge.port())) {
            socket.write(request.getBytes(US_ASCII));
            return socket.readHead();
        } catch (UncheckedIOException closed) {
            return "";
        }
    }

    private static HttpResponse<String> get(TestEdge edge, String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI url = URI.create("http://127.0.0.1:" + edge.port() + path);
            return http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
