package dev.parley.systemtests.traffic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TalkTest {
    private static final String UPGRADE = """
            GET /ws/chat-1 HTTP/1.1
            Upgrade: websocket
            Connection: upgrade
            User-Agent: someone

            """;
    private static final String UPGRADED = """
            HTTP/1.1 101 Switching Protocols
            Upgrade: websocket
            Connection: upgrade
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=

            """;

    @TempDir
    private Path directory;

    private Recorder recorder;
    private Talk talk;

    @BeforeEach
    void begin() {
        recorder = new Recorder(file());
        talk = new Talk(recorder);
    }

    private Path file() {
        return directory.resolve("recording");
    }

    private List<JsonNode> recorded() throws IOException {
        JsonMapper json = new JsonMapper();
        try (Stream<String> lines = Files.exists(file()) ? Files.lines(file()) : Stream.of()) {
            return lines.map(json::readTree).toList();
        }
    }

    private void client(String text) {
        talk.fromClient(Unpooled.copiedBuffer(text.replace("\n", "\r\n"), UTF_8));
    }

    private void server(String text) {
        talk.fromServer(Unpooled.copiedBuffer(text.replace("\n", "\r\n"), UTF_8));
    }

    private static byte[] frame(int first, boolean masked, String text) {
        byte[] payload = text.getBytes(UTF_8);
        byte[] frame = new byte[payload.length + (masked ? 6 : 2)];
        frame[0] = (byte) first;
        frame[1] = (byte) (payload.length | (masked ? 0x80 : 0));
        System.arraycopy(payload, 0, frame, frame.length - payload.length, payload.length); // The mask is zero.
        return frame;
    }

    @Test
    void requestsOfAKeptConnectionGetTheirOwnAnswersHoweverTheyAreCut() throws IOException {
        String requests = """
                POST /v1/things HTTP/1.1
                Content-Length: 8

                {"a": 1}HEAD /v1/things HTTP/1.1

                GET /v1/things?x=1 HTTP/1.1

                """;
        String answers = """
                HTTP/1.1 201 Created
                Content-Type: application/json;charset=UTF-8
                Transfer-Encoding: chunked

                8
                {"b": 2}
                0

                HTTP/1.1 200 OK
                Content-Type: text/html
                Content-Length: 100

                HTTP/1.1 204 No Content

                """;
        for (int i = 0; i < requests.length(); i += 7) {
            client(requests.substring(i, Math.min(requests.length(), i + 7)));
        }
        for (int i = 0; i < answers.length(); i += 7) {
            server(answers.substring(i, Math.min(answers.length(), i + 7)));
        }

        assertThat(recorded())
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"kind\":\"exchange\",\"agent\":\"\",\"method\":\"POST\",\"target\":\"/v1/things\",\"request\":\"{\\\"a\\\": 1}\","
                                + "\"status\":201,\"type\":\"application/json\",\"response\":\"{\\\"b\\\": 2}\"}",
                        "{\"kind\":\"exchange\",\"agent\":\"\",\"method\":\"HEAD\",\"target\":\"/v1/things\",\"request\":\"\","
                                + "\"status\":200,\"type\":\"text/html\",\"response\":\"\"}",
                        "{\"kind\":\"exchange\",\"agent\":\"\",\"method\":\"GET\",\"target\":\"/v1/things?x=1\",\"request\":\"\","
                                + "\"status\":204,\"type\":\"\",\"response\":\"\"}");
    }

    @Test
    void aRequestThatIsAnsweredBeforeAllOfItHasComeIsRecordedWithoutItsBody() throws IOException {
        client("POST /v1/large HTTP/1.1\nContent-Length: 8\n\n1234");
        server("HTTP/1.1 413 Large\nContent-Length: 0\n\n");
        client("5678GET /v1/small HTTP/1.1\n\n");
        server("HTTP/1.1 204 No Content\n\n");

        assertThat(recorded())
                .extracting(it -> it.path("target").asString() + " " + it.path("status")
                        + it.path("request").asString())
                .containsExactly("/v1/large 413", "/v1/small 204");
    }

    @Test
    void differentAddressesAreDifferentShapes() throws IOException {
        for (String path : List.of("/v1/a/17/b", "/v1/a/18/b", "/v1/a/17/c", "/v1/a/17/b?x=1", "/v1/a/17/b?x=2")) {
            client("GET " + path + " HTTP/1.1\n\n");
            server("HTTP/1.1 204 No Content\n\n");
        }

        assertThat(recorded())
                .extracting(it -> it.path("target").asString())
                .containsExactly("/v1/a/17/b", "/v1/a/17/c", "/v1/a/17/b?x=1");
    }

    @Test
    void framesAreRecordedWholeAndByWhoSaidThem() throws IOException {
        client(UPGRADE);
        server(UPGRADED);
        talk.fromClient(Unpooled.wrappedBuffer(frame(0x01, true, "{\"type\""), frame(0x80, true, ":\"ack\"}")));
        talk.fromServer(Unpooled.wrappedBuffer(frame(0x89, false, "ping"), frame(0x81, false, "{\"type\":\"sent\"}")));
        talk.end();

        assertThat(recorded())
                .extracting(it -> it.path("agent").asString("")
                        + it.path("by").asString("")
                        + it.path("text").asString(""))
                .containsExactly("someone", "someoneclient{\"type\":\"ack\"}", "someoneserver{\"type\":\"sent\"}");
    }

    @Test
    void aClientThatBreaksWebSocketIsHeardNoMoreAndTheServerStillIs() throws IOException {
        client(UPGRADE);
        server(UPGRADED);
        talk.fromClient(Unpooled.wrappedBuffer(frame(0xF3, true, "?")));
        talk.fromClient(Unpooled.wrappedBuffer(frame(0x81, true, "{}")));
        talk.fromServer(Unpooled.wrappedBuffer(frame(0x81, false, "{}")));

        assertThat(recorded()).extracting(it -> it.path("by").asString("")).containsExactly("", "server");
    }

    @Test
    void aServerThatBreaksWebSocketIsAGap() throws IOException {
        client(UPGRADE);
        server(UPGRADED);
        talk.fromServer(Unpooled.wrappedBuffer(frame(0xF3, false, "?")));

        assertThat(recorded())
                .last()
                .extracting(it -> it.path("kind").asString())
                .isEqualTo("gap");
    }

    @Test
    void aServerThatSpeaksNoHttpIsAGap() throws IOException {
        client("GET / HTTP/1.1\n\n");
        talk.fromServer(Unpooled.copiedBuffer("hello\r\n\r\n", ISO_8859_1));

        assertThat(recorded())
                .singleElement()
                .extracting(it -> it.path("kind").asString())
                .isEqualTo("gap");
    }

    @Test
    void ofAShapeOneExampleIsKept() throws IOException {
        for (String text : List.of(
                "{\"type\":\"event\",\"seq\":65,\"sentAt\":\"2026-01-01T00:00:00.5Z\"}",
                "{\"type\":\"event\",\"seq\":66,\"sentAt\":\"2026-01-01T00:00:00.7Z\"}",
                "{\"type\":\"event\",\"seq\":0,\"sentAt\":\"2026-01-01T00:00:00.7Z\"}",
                "{\"type\":\"event\",\"seq\":65,\"sentAt\":\"2026-01-01 00:00:00.7\"}",
                "{\"type\":\"event\",\"seq\":\"65\"}",
                "{\"type\":\"error\",\"code\":\"retry\"}",
                "{\"type\":\"error\",\"code\":\"later\"}",
                "{\"list\":[{\"a\":1},{\"a\":1}]}",
                "{\"list\":[{\"a\":1},{\"b\":1}]}")) {
            recorder.frame("someone", "server", text);
        }

        assertThat(recorded()).hasSize(8);
    }
}
