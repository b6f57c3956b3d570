package dev.parley.chat.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.edge.TestClient.Closed;
import dev.parley.contracts.frame.Frames;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeBadFrameTest {
    @Test
    void invalidJsonIsAnErrorAndTheSocketStaysOpen() {
        staysOpenAfter("nonsense", "invalid_frame");
        staysOpenAfter("{\"type\":\"heartbeat\"", "invalid_frame");
        staysOpenAfter("", "invalid_frame");
        staysOpenAfter("[]", "invalid_frame");
    }

    @Test
    void anUnknownTypeIsAnErrorAndTheSocketStaysOpen() {
        staysOpenAfter("{\"type\":\"telepathy\"}", "unknown_type");
    }

    @Test
    void missingFieldsAreAnErrorAndTheSocketStaysOpen() {
        staysOpenAfter("{}", "invalid_frame");
        staysOpenAfter("{\"type\":\"send\",\"clientMessageId\":\"m\",\"text\":\"hi\",\"afterSeq\":0}", "invalid_frame");
        staysOpenAfter("{\"type\":\"pull\",\"conversationId\":\"g.5\"}", "invalid_frame");
    }

    @Test
    void wrongTypesAreAnErrorAndTheSocketStaysOpen() {
        staysOpenAfter("{\"type\":7}", "invalid_frame");
        staysOpenAfter(
                "{\"type\":\"send\",\"clientMessageId\":\"m\",\"conversationId\":\"g.5\",\"text\":7,\"afterSeq\":0}",
                "invalid_frame");
        staysOpenAfter(
                "{\"type\":\"send\",\"clientMessageId\":\"m\",\"conversationId\":\"g.5\",\"text\":\"hi\",\"afterSeq\":\"0\"}",
                "invalid_frame");
        staysOpenAfter("{\"type\":\"read\",\"conversationId\":\"g.5\",\"seq\":1.5}", "invalid_frame");
    }

    @Test
    void numbersWhereIdsAreStringsAreAnErrorAndTheSocketStaysOpen() {
        staysOpenAfter("{\"type\":\"read\",\"conversationId\":5,\"seq\":1}", "invalid_frame");
        staysOpenAfter("{\"type\":\"watch\",\"userIds\":[7,9]}", "invalid_frame");
    }

    @Test
    void aNestingBombIsAnErrorAndTheSocketStaysOpen() {
        staysOpenAfter("[".repeat(300_000), "invalid_frame");
        staysOpenAfter("{\"type\":\"heartbeat\",\"x\":" + "{\"x\":".repeat(100_000), "invalid_frame");
    }

    @Test
    void anUnpairedSurrogateInANameIsAnErrorThatCanBeWritten() {
        staysOpenAfter("{\"type\":\"send\",\"clientMessageId\":\"\\ud800\"}", "invalid_frame");
    }

    private static void staysOpenAfter(String frame, String code) {
        try (TestEdge edge = new TestEdge();
                TestClient client = edge.live()) {
            client.send(frame);
            client.expectError(code);
            client.expectAlive();
            assertThat(client.isClosed()).isFalse();
        }
    }

    @Test
    void aBadSendIsAnsweredWithItsName() {
        try (TestEdge edge = new TestEdge();
                TestClient client = edge.live()) {
            client.send("{\"type\":\"send\",\"clientMessageId\":\"m-9\",\"conversationId\":\"g.5\"}");
            assertThat(client.expectError("invalid_frame")).contains("\"clientMessageId\":\"m-9\"");
        }
    }

    @Test
    void aProgramOfNothingButBadFramesIsClosed() {
        try (TestEdge edge = new TestEdge();
                TestClient client = edge.live()) {
            for (int i = 0; i < 21; i++) {
                client.send("nonsense");
                client.expectError("invalid_frame");
            }
            client.expectErrorAndClose("too_many_errors", 1008);
        }
    }

    @Test
    void aBinaryFrameCloses() {
        try (TestEdge edge = new TestEdge();
                TestClient client = edge.live()) {
            client.sendBinary("{\"type\":\"heartbeat\"}".getBytes(UTF_8));
            client.expectErrorAndClose("binary_frame", 1003);
        }
        try (TestEdge edge = new TestEdge();
                TestClient client = edge.connect()) {
            client.sendBinary(new byte[] {1});
            client.expectErrorAndClose("binary_frame", 1003);
        }
    }

    @Test
    void invalidUtf8Closes() {
        for (byte[] bad : List.of(
                new byte[] {(byte) 0xff},
                new byte[] {(byte) 0xc0, (byte) 0x80},
                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                new byte[] {(byte) 0xf0, (byte) 0x9f, (byte) 0x98})) {
            try (TestEdge edge = new TestEdge();
                    RawSocket socket = new RawSocket(edge.port()).live(edge)) {
                socket.write(RawSocket.frame(true, RawSocket.TEXT, bad));
                assertThat(socket.readFrame().text()).contains("\"code\":\"invalid_utf8\"");
                RawSocket.Frame close = socket.readFrame();
                assertThat(close.opcode()).isEqualTo(RawSocket.CLOSE);
                assertThat(close.code()).isEqualTo(1007);
                socket.write(RawSocket.frame(true, RawSocket.CLOSE, new byte[] {0x03, (byte) 0xef}));
                assertThat(socket.isAtEnd()).isTrue();
            }
        }
    }

    @Test
    void aFrameOverTheLimitCloses() {
        try (TestEdge edge = new TestEdge();
                TestClient client = edge.live()) {
            client.send("x".repeat(Frames.MAX_CLIENT_FRAME_BYTES));
            client.expectError("invalid_frame");
            client.socket().sendText("x".repeat(Frames.MAX_CLIENT_FRAME_BYTES + 1), true);
            client.expectErrorAndClose("frame_too_large", 1009);
        }
    }

    @Test
    void fragmentsOverTheLimitClose() {
        try (TestEdge edge = new TestEdge();
                TestClient client = edge.live()) {
            client.socket().sendText("x".repeat(800_000), false).join();
            client.socket().sendText("x".repeat(800_000), true);
            client.expectErrorAndClose("frame_too_large", 1009);
        }
    }

    @Test
    void aMessageInFragmentsIsOneFrame() {
        try (TestEdge edge = new TestEdge();
                RawSocket socket = new RawSocket(edge.port()).live(edge)) {
            byte[] send = TestEdge.send("m-1", TestEdge.GROUP, "h😀").getBytes(UTF_8);
            for (int i = 0; i < send.length; i++) {
                socket.write(RawSocket.frame(
                        i == send.length - 1, i == 0 ? RawSocket.TEXT : RawSocket.CONTINUATION, new byte[] {send[i]}));
                if (i == send.length / 2) {
                    socket.write(RawSocket.frame(true, RawSocket.PING, new byte[] {42}));
                }
            }
            assertThat(socket.readFrame().payload()).as("the pong between").containsExactly(42);
            socket.write(RawSocket.frame(true, RawSocket.PING, new byte[0]));
            socket.readFrame();
            assertThat(edge.log.entries())
                    .singleElement()
                    .satisfies(it -> assertThat(it.send().text()).isEqualTo("h😀"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "81 00", // not masked
                "c1 80 01 02 03 04", // a reserved bit
                "83 80 01 02 03 04", // a reserved opcode
                "80 80 01 02 03 04", // a continuation of nothing
                "09 80 01 02 03 04", // a fragmented ping
                "88 81 01 02 03 04 05", // half a close code
            })
    void aViolationOfWebSocketItselfClosesWithoutAnErrorFrame(String hex) {
        try (TestEdge edge = new TestEdge();
                RawSocket socket = new RawSocket(edge.port()).live(edge)) {
            socket.write(HexFormat.ofDelimiter(" ").parseHex(hex));
            RawSocket.Frame close = socket.readFrame();
            assertThat(close.opcode()).isEqualTo(RawSocket.CLOSE);
            assertThat(close.code()).isEqualTo(1002);
        }
    }

    @Test
    void aClientThatClosesGetsItsCodeBack() {
        try (TestEdge edge = new TestEdge();
                RawSocket socket = new RawSocket(edge.port()).live(edge)) {
            socket.write(RawSocket.frame(true, RawSocket.CLOSE, new byte[] {0x03, (byte) 0xe8}));
            assertThat(socket.readFrame().code()).isEqualTo(1000);
            assertThat(socket.isAtEnd()).isTrue();
        }
        try (TestEdge edge = new TestEdge();
                TestClient client = edge.live()) {
            client.socket().sendClose(4000, "bye").join();
            assertThat(client.closed()).isEqualTo(new Closed(4000, "client"));
        }
    }
}
