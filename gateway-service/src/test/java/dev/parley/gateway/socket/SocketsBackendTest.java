package dev.parley.gateway.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.frame.Frames;
import dev.parley.gateway.RunningGateway;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketsBackendTest {
    private static final ScriptedChatServer CHAT = new ScriptedChatServer();
    private static RunningGateway gateway;

    @BeforeAll
    static void launch() {
        gateway = new RunningGateway(Map.of(
                // All shorter than the quiet socket's test, which they must not matter to.
                "server.netty.idle-timeout", "500ms",
                "spring.cloud.gateway.server.webflux.httpclient.response-timeout", "500ms",
                "spring.cloud.gateway.server.webflux.httpclient.pool.max-idle-time", "500ms",
                "parley.gateway.sockets.connect-bound", "1s",
                "parley.gateway.sockets.write-bound", "2s"));
        gateway.publish("chat-1", CHAT.address());
        gateway.publish("chat-gone", "127.0.0.1:1");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        CHAT.close();
    }

    @AfterEach
    void forget() {
        CHAT.paths.clear();
        CHAT.handshakes.clear();
        CHAT.ends.clear();
    }

    private static ScriptedClient connect() {
        return ScriptedClient.connect(gateway.port(), "/ws/chat-1", Frames.SUBPROTOCOL);
    }

    @Test
    void framesGoBothWays() throws Exception {
        try (ScriptedClient client = connect()) {
            client.send("{\"type\":\"hello\"}");
            assertThat(client.next()).isEqualTo("{\"type\":\"hello\"}");
            assertThat(gateway.gauge("gateway.sockets.open")).isEqualTo(1.0);
        }
        await().until(() -> gateway.gauge("gateway.sockets.open") == 0.0);
    }

    @Test
    void theHandshakeIsHandedOn() throws Exception {
        try (ScriptedClient client =
                ScriptedClient.connect(gateway.port(), "/ws/chat-1?v=1", "other.v2, " + Frames.SUBPROTOCOL)) {
            assertThat(client.subprotocol()).isEqualTo(Frames.SUBPROTOCOL);
            assertThat(CHAT.paths.take()).isEqualTo("/ws/chat-1?v=1");
            var headers = CHAT.handshakes.take();
            assertThat(headers.get("Sec-WebSocket-Protocol")).contains(Frames.SUBPROTOCOL, "other.v2");
            assertThat(headers.get("X-Forwarded-For")).isEqualTo("127.0.0.1");
            assertThat(headers.getAll("Sec-WebSocket-Key")).hasSize(1);
        }
    }

    @Test
    void aClientWithoutSubprotocolGetsNone() {
        try (ScriptedClient client = ScriptedClient.connect(gateway.port(), "/ws/chat-1", null)) {
            assertThat(client.subprotocol()).isNull();
        }
    }

    @Test
    void aSubprotocolThatTheServerDoesNotSpeakIsRefused() {
        assertRefused("/ws/chat-1", "other.v2", "400", "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1003, 1007, 1009, 1011, 1012, 1013, 4400, 4401, 4403, 4408, 4409, 4410, 4999})
    void theServersCloseReachesTheClient(int code) throws Exception {
        try (ScriptedClient client = connect()) {
            client.send("last words");
            client.send("close " + code + " why");
            assertThat(client.next()).isEqualTo("last words");
            assertThat(client.next()).isEqualTo("close " + code + " why");
            assertThat(client.next()).isEqualTo("end");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 4000, 4410})
    void theClientsCloseReachesTheServer(int code) throws Exception {
        try (ScriptedClient client = connect()) {
            client.send("x");
            assertThat(client.next()).isEqualTo("x");
            client.send(new CloseWebSocketFrame(code, "bye"));
            assertThat(ended()).isEqualTo(code + " bye");
            assertThat(client.next()).isEqualTo("close " + code + " bye");
        }
    }

    @Test
    void aCloseWithoutCodeStaysOne() throws Exception {
        try (ScriptedClient client = connect()) {
            client.send(new CloseWebSocketFrame());
            assertThat(ended()).startsWith("-1 ");
        }
    }

    @Test
    void aClientThatIsGoneIsMadeKnownToTheServer() throws Exception {
        try (ScriptedClient client = connect()) {
            client.drop();
            assertThat(ended()).startsWith("1001 ");
        }
    }

    @Test
    void aServerThatIsGoneSendsTheClientAway() throws Exception {
        try (ScriptedClient client = connect()) {
            client.send("drop");
            assertThat(client.next()).startsWith("close 1001 ");
            assertThat(client.next()).isEqualTo("end");
        }
    }

    @Test
    void aCloseDoesNotOvertakeTheFramesBeforeIt() throws Exception {
        try (ScriptedClient client = connect()) {
            client.reading(false);
            client.send("burst 200 65536 4410");
            TimeUnit.MILLISECONDS.sleep(300);
            client.reading(true);
            for (int i = 0; i < 200; i++) {
                assertThat(client.next()).startsWith(i + "x");
            }
            assertThat(client.next()).isEqualTo("close 4410 burst");
        }
    }

    @Test
    void theCloseReachesAClientThatGoesOnSending() throws Exception {
        for (int round = 0; round < 20; round++) {
            try (ScriptedClient client = connect()) {
                client.send("close 4429 stop");
                for (int i = 0; i < 500; i++) {
                    client.send("x".repeat(4_096));
                }
                String next = client.next();
                while (next.startsWith("x")) {
                    next = client.next();
                }
                assertThat(next).isEqualTo("close 4429 stop");
            }
        }
    }

    @Test
    void theLargestFramesPassBothWays() throws Exception {
        String largest = "x".repeat(Frames.MAX_CLIENT_FRAME_BYTES);
        try (ScriptedClient client = connect()) {
            client.send(largest);
            assertThat(client.next()).isEqualTo(largest);
            client.send("burst 1 3000000 1000");
            assertThat(client.next()).hasSize(3_000_001);
        }
    }

    @Test
    void aFrameThatNoOneReadsIsRefused() throws Exception {
        try (ScriptedClient client = connect()) {
            client.send("x".repeat((4 << 20) + 1));
            assertThat(client.next()).startsWith("close 1009 ");
            assertThat(ended()).startsWith("1001 ");
        }
    }

    @Test
    void fragmentsBinariesAndBadTextAreTheServersToJudge() throws Exception {
        try (ScriptedClient client = connect()) {
            client.send(new TextWebSocketFrame(false, 0, "half "));
            client.send(new ContinuationWebSocketFrame(true, 0, "text"));
            assertThat(client.next()).isEqualTo("half ");
            assertThat(client.next()).isEqualTo("frame ContinuationWebSocketFrame");
            client.send(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {1})));
            assertThat(client.next()).isEqualTo("frame BinaryWebSocketFrame");
            client.send(new TextWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {(byte) 0xc3, 0x28})));
            assertThat(client.next()).isEqualTo("\ufffd(");
        }
    }

    @Test
    void pingsAndPongsGoFromEndToEnd() throws Exception {
        try (ScriptedClient client = connect()) {
            // The server sends it back, the client answers it, the server tells of the answer.
            client.send(new PingWebSocketFrame(Unpooled.copiedBuffer("p", StandardCharsets.UTF_8)));
            assertThat(client.next()).isEqualTo("ping p");
            assertThat(client.next()).isEqualTo("pong p");
        }
    }

    @Test
    void aQuietSocketStays() throws Exception {
        try (ScriptedClient client = connect()) {
            TimeUnit.SECONDS.sleep(4);
            client.send("still here");
            assertThat(client.next()).isEqualTo("still here");
        }
    }

    @Test
    void aClientThatDoesNotReadIsCutOff() throws Exception {
        double before = gateway.count("gateway.sockets.stuck");
        try (ScriptedClient client = connect()) {
            client.reading(false);
            client.send("burst 400 65536 4410");
            await().atMost(Duration.ofSeconds(10)).until(() -> gateway.count("gateway.sockets.stuck") == before + 1);
            assertThat(ended()).isNotEmpty();
        }
    }

    @Test
    void aServerThatDoesNotReadIsCutOffAndTheClientSentAway() throws Exception {
        try (ScriptedClient client = connect()) {
            client.send("stall");
            for (int i = 0; i < 400; i++) {
                client.send("x".repeat(65_536));
            }
            assertThat(client.next()).startsWith("close 1001 ");
        }
    }

    @Test
    void anUnknownServerIsNotFound() {
        assertRefused("/ws/chat-9", Frames.SUBPROTOCOL, "404", "not_found");
    }

    @Test
    void aServerThatIsAwayIsPassingTrouble() {
        assertRefused("/ws/chat-gone", Frames.SUBPROTOCOL, "503", "retry");
    }

    @Test
    void aServerThatDoesNotAnswerIsPassingTrouble() throws Exception {
        try (var mute = new java.net.ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
            gateway.publish("chat-mute", "127.0.0.1:" + mute.getLocalPort());
            assertRefused("/ws/chat-mute", Frames.SUBPROTOCOL, "503", "retry");
        }
    }

    @Test
    void aRequestThatIsNoHandshakeIsRefused() throws Exception {
        var answer = gateway.get("/ws/chat-1");
        assertThat(answer.statusCode()).isEqualTo(426);
        assertThat(answer.headers().firstValue("Sec-WebSocket-Version")).hasValue("13");
    }

    @Test
    void aHandshakeWithoutKeyIsRefused() throws Exception {
        try (var plain = new java.net.Socket("127.0.0.1", gateway.port())) {
            plain.setSoTimeout(10_000);
            plain.getOutputStream().write("""
                            GET /ws/chat-1 HTTP/1.1\r
                            Host: localhost\r
                            Upgrade: websocket\r
                            Connection: Upgrade\r
                            Sec-WebSocket-Version: 13\r
                            \r
                            """.getBytes(US_ASCII));
            assertThat(new String(plain.getInputStream().readNBytes(12), US_ASCII))
                    .isEqualTo("HTTP/1.1 400");
        }
    }

    @Test
    void aGatewayThatStopsSendsItsClientsAwayAndDoesNotWaitForThem() throws Exception {
        try (RunningGateway stopping = new RunningGateway(Map.of())) {
            stopping.publish("chat-1", CHAT.address());
            try (ScriptedClient client = ScriptedClient.connect(stopping.port(), "/ws/chat-1", Frames.SUBPROTOCOL)) {
                long start = System.nanoTime();
                stopping.stop();
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
                assertThat(client.next()).startsWith("close 1001 ");
                assertThat(ended()).startsWith("1001 ");
            }
        }
    }

    @Test
    void whoeverIsNotYetSentAwayTalksOnWhileTheGatewayStops() throws Exception {
        Map<String, Object> slowly = Map.of("parley.gateway.sockets.clients-per-second", 1);
        try (RunningGateway stopping = new RunningGateway(slowly)) {
            stopping.publish("chat-1", CHAT.address());
            try (ScriptedClient a = ScriptedClient.connect(stopping.port(), "/ws/chat-1", Frames.SUBPROTOCOL);
                    ScriptedClient b = ScriptedClient.connect(stopping.port(), "/ws/chat-1", Frames.SUBPROTOCOL);
                    ScriptedClient c = ScriptedClient.connect(stopping.port(), "/ws/chat-1", Frames.SUBPROTOCOL)) {
                long start = System.nanoTime();
                Thread stop = Thread.ofVirtual().start(stopping::stop);
                List<ScriptedClient> clients = List.of(a, b, c);
                await().until(() -> clients.stream().anyMatch(client -> !client.seen.isEmpty()));
                for (ScriptedClient client : clients) {
                    client.send("still here");
                }
                assertThat(stopping.get("/v1/me").statusCode())
                        .as("requests are answered")
                        .isEqualTo(200);
                assertThatExceptionOfType(IllegalStateException.class)
                        .as("new sockets are not")
                        .isThrownBy(() -> ScriptedClient.connect(stopping.port(), "/ws/chat-1", Frames.SUBPROTOCOL)
                                .close())
                        .withMessageContaining("This gateway is stopping.");
                assertThat(stop.join(Duration.ofSeconds(20))).isTrue();
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as("one at once, one after a second, one after two")
                        .isGreaterThan(Duration.ofMillis(1_900));
                for (ScriptedClient client : clients) {
                    await().until(() -> client.seen.stream().anyMatch(it -> it.startsWith("close 1001 ")));
                }
                assertThat(clients).anySatisfy(client -> assertThat(client.seen).contains("still here"));
            }
        }
    }

    private static String ended() throws InterruptedException {
        return java.util.Objects.requireNonNull(CHAT.ends.poll(10, TimeUnit.SECONDS), "the socket did not end");
    }

    private static void assertRefused(String path, String subprotocol, String status, String code) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> ScriptedClient.connect(gateway.port(), path, subprotocol)
                        .close())
                .withMessageContaining(status)
                .withMessageContaining("\"code\":\"" + code + "\"");
    }
}
