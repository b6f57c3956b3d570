package dev.parley.conformance.check;

import dev.parley.conformance.wire.RawSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What can't be read, and what must be.
final class FrameChecks {
    private static final String SECTION = "Bad input";
    private static final int LONGEST_FRAME = 1_310_720;

    private FrameChecks() {}

    static List<Check> all() {
        return List.of(
                stays("frame-01", "What is no JSON is `invalid_frame`.", "invalid_frame", "{\"type\":", "hello", ""),
                stays(
                        "frame-02",
                        "JSON that is no object is `invalid_frame`.",
                        "invalid_frame",
                        "[]",
                        "\"heartbeat\"",
                        "1",
                        "null"),
                stays(
                        "frame-03",
                        "An unknown type is `unknown_type`.",
                        "unknown_type",
                        "{\"type\":\"shout\"}",
                        "{\"type\":\"welcome\"}"),
                stays(
                        "frame-04",
                        "A frame without a type is `invalid_frame`.",
                        "invalid_frame",
                        "{}",
                        "{\"type\":1}",
                        "{\"type\":null}"),
                Check.of("frame-05", SECTION, "A binary frame is `binary_frame` and closes with 1003.", stage -> {
                    Connection alice = stage.live(stage.person());
                    alice.raw().write(RawSocket.BINARY, "{\"type\":\"heartbeat\"}".getBytes(StandardCharsets.US_ASCII));
                    alice.errorThatCloses("binary_frame");
                }),
                Check.of(
                        "frame-06",
                        SECTION,
                        "Text that is not UTF-8 is `invalid_utf8` and closes with 1007.",
                        stage -> {
                            Connection alice = stage.live(stage.person());
                            alice.raw()
                                    .write(RawSocket.TEXT, new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', '}'});
                            alice.errorThatCloses("invalid_utf8");
                        }),
                Check.of(
                        "frame-07",
                        "Limits",
                        "A frame over 1,310,720 bytes is `frame_too_large` and closes with 1009.",
                        stage -> {
                            Connection alice = stage.live(stage.person());
                            alice.raw().write(RawSocket.TEXT, padded(LONGEST_FRAME + 1));
                            alice.errorThatCloses("frame_too_large");
                        }),
                Check.of("frame-08", "Limits", "A frame of 1,310,720 bytes is read.", stage -> {
                    Connection alice = stage.live(stage.person());
                    alice.raw().write(RawSocket.TEXT, padded(LONGEST_FRAME));
                    alice.staysOpen();
                }),
                Check.of("frame-09", SECTION, "Fragments that are together over the limit close with 1009.", stage -> {
                    Connection alice = stage.live(stage.person());
                    byte[] part = "x".repeat(LONGEST_FRAME / 4).getBytes(StandardCharsets.US_ASCII);
                    alice.raw().write(RawSocket.TEXT, part, true);
                    for (int i = 0; i < 4; i++) {
                        alice.raw().write(RawSocket.CONTINUATION, part, true);
                    }
                    alice.errorThatCloses("frame_too_large");
                }),
                stays(
                        "frame-10",
                        "JSON more than 16 levels deep is `invalid_frame`.",
                        "invalid_frame",
                        "{\"type\":\"heartbeat\",\"x\":" + "[".repeat(17) + "]".repeat(17) + "}",
                        "{\"type\":\"heartbeat\",\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"),
                stays(
                        "frame-11",
                        "More than 64 fields are `invalid_frame`.",
                        "invalid_frame",
                        "{\"type\":\"heartbeat\","
                                + IntStream.rangeClosed(1, 64)
                                        .mapToObj(i -> "\"f" + i + "\":1")
                                        .collect(Collectors.joining(","))
                                + "}"),
                stays(
                        "frame-12",
                        "A field that stands twice is `invalid_frame`.",
                        "invalid_frame",
                        "{\"type\":\"heartbeat\",\"active\":true,\"active\":true}"),
                stays(
                        "frame-13",
                        "Names over 64 characters and numbers over 32 digits are `invalid_frame`.",
                        "invalid_frame",
                        "{\"type\":\"heartbeat\",\"" + "n".repeat(65) + "\":1}",
                        "{\"type\":\"heartbeat\",\"n\":" + "1".repeat(33) + "}"),
                stays(
                        "frame-14",
                        "Ids that are JSON numbers are `invalid_frame`.",
                        "invalid_frame",
                        "{\"type\":\"watch\",\"userIds\":[7316283912200]}"),
                Check.of(
                        "frame-15",
                        "Limits",
                        "More than 20 frames at once that can't be read close: `too_many_errors`, 1008.",
                        stage -> {
                            Connection alice = stage.live(stage.person());
                            for (int i = 0; i < 40; i++) {
                                alice.sayText("nonsense");
                            }
                            alice.errorThatCloses("too_many_errors");
                        }),
                Check.of(
                        "frame-16",
                        SECTION,
                        "Ten frames that can't be read are ten errors, and the socket stays open.",
                        stage -> {
                            Connection alice = stage.live(stage.person());
                            alice.forget();
                            for (int i = 0; i < 10; i++) {
                                alice.sayText("nonsense");
                            }
                            for (int i = 0; i < 10; i++) {
                                alice.error("invalid_frame");
                            }
                            alice.staysOpen();
                        }),
                Check.of(
                        "frame-17",
                        "The chat protocol",
                        "Fields the server does not know are ignored, and fields come in any order.",
                        stage -> {
                            Person alice = stage.person();
                            Connection open = stage.live(alice);
                            open.sayText("{\"afterSeq\":0,\"mood\":{\"a\":[1]},\"text\":\"t\",\"conversationId\":\""
                                    + Person.direct(alice, alice) + "\",\"clientMessageId\":\"m\",\"type\":\"send\"}");
                            Expect.field(open.event("m"), "text", "t");
                        }),
                Check.of(
                        "frame-18", "Words", "Ids with leading zeros, signs or letters are `invalid_frame`.", stage -> {
                            Connection alice = stage.live(stage.person());
                            for (String id : List.of("007", "-1", "+1", "1a", "", "0", "99999999999999999999")) {
                                alice.say("watch", "userIds", List.of(id));
                                alice.error("invalid_frame");
                            }
                            alice.staysOpen();
                        }),
                Check.of(
                        "frame-19", SECTION, "A missing or mistyped field of each frame is `invalid_frame`.", stage -> {
                            Connection alice = stage.live(stage.person());
                            for (Map.Entry<String, List<Object>> each : Map.<String, List<Object>>of(
                                            "pull", List.of("conversationId", "g.1"),
                                            "read", List.of("conversationId", "g.1", "seq", "1"),
                                            "mute", List.of("conversationId", "g.1"),
                                            "unmute", List.of(),
                                            "typing", List.of("conversationId", 1),
                                            "watch", List.of("userIds", "1"),
                                            "unwatch", List.of(),
                                            "ack", List.of("cursor", 1),
                                            "heartbeat", List.of("active", "yes"))
                                    .entrySet()) {
                                alice.say(each.getKey(), each.getValue().toArray());
                                alice.error("invalid_frame");
                            }
                            alice.staysOpen();
                        }),
                Check.of("frame-20", "Server frames", "An error about no send and no pull carries no ids.", stage -> {
                    Connection alice = stage.live(stage.person());
                    alice.sayText("{\"type\":\"shout\"}");
                    var error = alice.error("unknown_type");
                    Expect.absent(error, "clientMessageId");
                    Expect.absent(error, "requestId");
                }));
    }

    /// Each text is answered by one error that does not close.
    private static Check stays(String id, String rule, String code, String... texts) {
        return Check.of(id, SECTION, rule + " The socket stays open.", stage -> {
            Connection alice = stage.live(stage.person());
            for (String text : texts) {
                alice.sayText(text);
                Expect.field(alice.error(code), "retry", false);
            }
            alice.staysOpen();
        });
    }

    private static byte[] padded(int bytes) {
        String frame = "{\"type\":\"heartbeat\"}";
        return (frame + " ".repeat(bytes - frame.length())).getBytes(StandardCharsets.US_ASCII);
    }
}
