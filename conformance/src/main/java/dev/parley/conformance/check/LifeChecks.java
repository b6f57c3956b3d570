package dev.parley.conformance.check;

import dev.parley.conformance.wire.Json;
import dev.parley.conformance.wire.RawSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// What keeps a connection and what ends it.
final class LifeChecks {
    private static final String SECTION = "Heartbeats and the end of a connection";
    private static final Duration SILENCE = Duration.ofSeconds(45);
    private static final int HEARTBEATS = 9;

    private LifeChecks() {}

    static List<Check> all() {
        return List.of(
                Check.of("life-01", SECTION, "A ping is answered by a pong with the same bytes.", stage -> {
                    Connection alice = stage.live(stage.person());
                    alice.raw().write(RawSocket.PING, "conformance".getBytes(StandardCharsets.US_ASCII));
                    Expect.same("conformance", new String(alice.pong(), StandardCharsets.US_ASCII), "a pong that says");
                }),
                Check.of("life-02", SECTION, "A close by the client is answered with the client's code.", stage -> {
                    Connection alice = stage.live(stage.person());
                    alice.raw()
                            .write(
                                    RawSocket.CLOSE,
                                    ByteBuffer.allocate(2)
                                            .putShort((short) 4999)
                                            .array());
                    Expect.same(4999, alice.closed(Connection.PATIENCE).code(), "close code");
                }),
                Check.of("life-03", SECTION, "A heartbeat is not answered, with `active` or without.", stage -> {
                    Connection alice = stage.live(stage.person());
                    alice.forget();
                    alice.say("heartbeat");
                    alice.say("heartbeat", "active", true);
                    // A ticket for coming back is no answer: it comes when it is due.
                    alice.nothing("answer to a heartbeat", frame -> !Connection.is(frame, "return"));
                }),
                Check.of(
                                "life-04",
                                SECTION,
                                "30 seconds without a byte from the client: `idle_timeout`, 4408.",
                                stage -> {
                                    Connection alice = stage.live(stage.person());
                                    long start = System.nanoTime();
                                    alice.errorThatCloses("idle_timeout", SILENCE);
                                    long seconds = Duration.ofNanos(System.nanoTime() - start)
                                            .toSeconds();
                                    Expect.that(
                                            seconds >= 27 && seconds <= 40, "the end after 30 seconds", seconds + " s");
                                })
                        .slowly(),
                Check.of("life-05", SECTION, "Heartbeats every 5 seconds keep a connection.", stage -> {
                            Connection alice = stage.live(stage.person());
                            for (int i = 0; i < HEARTBEATS; i++) {
                                Stage.pause(Duration.ofSeconds(5));
                                alice.say("heartbeat");
                            }
                            alice.staysOpen();
                        })
                        .slowly(),
                Check.of("life-06", "Connecting", "A message in WebSocket fragments is one frame.", stage -> {
                    Person alice = stage.person();
                    Connection open = stage.live(alice);
                    String self = Person.direct(alice, alice);
                    byte[] frame = Json.of(
                                    "type",
                                    "send",
                                    "clientMessageId",
                                    "f",
                                    "conversationId",
                                    self,
                                    "text",
                                    "in three parts: ä😀",
                                    "afterSeq",
                                    0)
                            .toString()
                            .getBytes(StandardCharsets.UTF_8);
                    // The second cut lies inside a character.
                    int cut = new String(frame, StandardCharsets.UTF_8).indexOf('ä') + 1;
                    open.raw().write(RawSocket.TEXT, java.util.Arrays.copyOfRange(frame, 0, 9), true);
                    open.raw().write(RawSocket.CONTINUATION, java.util.Arrays.copyOfRange(frame, 9, cut), true);
                    open.raw().write(RawSocket.PING, new byte[0]);
                    open.raw()
                            .write(
                                    0x80 | RawSocket.CONTINUATION,
                                    java.util.Arrays.copyOfRange(frame, cut, frame.length),
                                    true);
                    Expect.field(open.event("f"), "text", "in three parts: ä😀");
                }),
                Check.of(
                        "life-07",
                        "Close codes",
                        "A frame that is not masked ends the connection with 1002.",
                        stage -> {
                            Connection alice = stage.live(stage.person());
                            alice.raw().write(0x80 | RawSocket.TEXT, "{}".getBytes(StandardCharsets.US_ASCII), false);
                            Expect.same(1002, alice.closed(Connection.PATIENCE).code(), "close code");
                        }),
                Check.of("life-08", "Close codes", "Reserved bits and opcodes end the connection with 1002.", stage -> {
                    Connection bits = stage.live(stage.person());
                    bits.raw().write(0xC0 | RawSocket.TEXT, "{}".getBytes(StandardCharsets.US_ASCII), true);
                    Expect.same(1002, bits.closed(Connection.PATIENCE).code(), "close code");
                    Connection opcode = stage.live(stage.person());
                    opcode.raw().write(0x80 | 3, "{}".getBytes(StandardCharsets.US_ASCII), true);
                    Expect.same(1002, opcode.closed(Connection.PATIENCE).code(), "close code");
                }),
                Check.of("life-09", SECTION, "An ended connection of one is no end for others.", stage -> {
                    Person alice = stage.person();
                    Person bob = stage.person();
                    Connection one = stage.live(alice);
                    Connection other = stage.live(bob);
                    one.raw().write(RawSocket.BINARY, new byte[] {1});
                    one.closed(Connection.PATIENCE);
                    other.sendAndAwait("m", Person.direct(alice, bob), "still here", 0);
                }));
    }
}
