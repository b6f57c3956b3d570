package dev.parley.conformance.check;

import dev.parley.conformance.wire.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Read marks, mutes and confirmations.
final class MarkChecks {
    private MarkChecks() {}

    static List<Check> all() {
        List<Check> all = new ArrayList<>(reading());
        all.addAll(muting());
        all.addAll(confirming());
        return List.copyOf(all);
    }

    /// Alice has written to Bob, and both are connected.
    private record Talk(Person alice, Person bob, Connection hers, Connection his, String direct) {
        static Talk on(Stage stage, int messages) throws Exception {
            Person alice = stage.person();
            Person bob = stage.person();
            String direct = Person.direct(alice, bob);
            Connection hers = stage.live(alice);
            Connection his = stage.live(bob);
            for (int i = 1; i <= messages; i++) {
                hers.sendAndAwait("m-" + i, direct, "x", 0);
                his.event("m-" + i);
            }
            if (messages > 0) {
                his.settle(direct, messages);
            }
            return new Talk(alice, bob, hers, his, direct);
        }

        void read(Connection on, long seq) throws Exception {
            on.say("read", "conversationId", direct, "seq", seq);
        }

        JsonNode receipt(Connection on, Person of) {
            return on.await(
                    "a `receipt` of " + of.id(),
                    frame -> Connection.is(frame, "receipt")
                            && Json.text(frame, "userId").equals(of.id()));
        }
    }

    private static List<Check> reading() {
        String section = "Reading";
        return List.of(
                Check.of(
                        "read-01",
                        section,
                        "All devices of the reader get a receipt with `readSeq` and what is still unread.",
                        stage -> {
                            Talk talk = Talk.on(stage, 3);
                            Connection second = stage.live(stage.login(talk.bob()));
                            talk.read(talk.his(), 2);
                            for (Connection each : List.of(talk.his(), second)) {
                                JsonNode receipt = talk.receipt(each, talk.bob());
                                Expect.field(receipt, "conversationId", talk.direct());
                                Expect.field(receipt, "readSeq", 2);
                                Expect.field(receipt, "unread", 1);
                            }
                        }),
                Check.of(
                        "read-02",
                        section,
                        "A mark goes forward only: a read backwards is answered with the mark as it is.",
                        stage -> {
                            Talk talk = Talk.on(stage, 3);
                            talk.read(talk.his(), 3);
                            Expect.field(talk.receipt(talk.his(), talk.bob()), "readSeq", 3);
                            talk.read(talk.his(), 1);
                            JsonNode receipt = talk.receipt(talk.his(), talk.bob());
                            Expect.field(receipt, "readSeq", 3);
                            Expect.field(receipt, "unread", 0);
                            Expect.field(stage.live(stage.login(talk.bob())).head(talk.direct()), "readSeq", 3);
                        }),
                Check.of(
                        "read-03",
                        section,
                        "A read that changes nothing is answered on its connection alone.",
                        stage -> {
                            Talk talk = Talk.on(stage, 2);
                            Connection second = stage.live(stage.login(talk.bob()));
                            talk.read(talk.his(), 2);
                            talk.receipt(talk.his(), talk.bob());
                            talk.receipt(second, talk.bob());
                            talk.read(talk.his(), 2);
                            Expect.field(talk.receipt(talk.his(), talk.bob()), "readSeq", 2);
                            second.nothing("receipt");
                        }),
                Check.of(
                        "read-04",
                        section,
                        "A read beyond the last event is `seq_ahead`, and moves nothing.",
                        stage -> {
                            Talk talk = Talk.on(stage, 1);
                            talk.read(talk.his(), 2);
                            talk.his().error("seq_ahead");
                            Expect.field(stage.live(stage.login(talk.bob())).head(talk.direct()), "readSeq", 0);
                        }),
                Check.of("read-05", section, "A stranger's read is `not_a_member`.", stage -> {
                    Talk talk = Talk.on(stage, 1);
                    Connection carol = stage.live(stage.person());
                    talk.read(carol, 1);
                    carol.error("not_a_member");
                }),
                Check.of(
                        "read-06",
                        section,
                        "The other member gets a receipt with `readSeq`, without `unread`.",
                        stage -> {
                            Talk talk = Talk.on(stage, 2);
                            talk.read(talk.his(), 2);
                            JsonNode receipt = talk.hers()
                                    .await(
                                            "a `receipt` of the reader",
                                            frame -> Connection.is(frame, "receipt")
                                                    && Json.text(frame, "userId")
                                                            .equals(talk.bob().id())
                                                    && frame.has("readSeq"));
                            Expect.field(receipt, "readSeq", 2);
                            Expect.field(receipt, "conversationId", talk.direct());
                            Expect.absent(receipt, "unread");
                        }),
                Check.of("read-07", section, "A read of seq 0, or of no number, is `invalid_frame`.", stage -> {
                    Talk talk = Talk.on(stage, 1);
                    talk.read(talk.his(), 0);
                    talk.his().error("invalid_frame");
                    talk.his().say("read", "conversationId", talk.direct(), "seq", 1.5);
                    talk.his().error("invalid_frame");
                }),
                Check.of("read-08", section, "`unread` counts messages of others, not one's own.", stage -> {
                    Talk talk = Talk.on(stage, 2);
                    talk.his().sendAndAwait("b", talk.direct(), "mine", 0);
                    talk.hers().event("b");
                    talk.hers().sendAndAwait("m-4", talk.direct(), "x", 0);
                    talk.his().event("m-4");
                    talk.his().settle(talk.direct(), 4);
                    talk.read(talk.his(), 1);
                    Expect.field(talk.receipt(talk.his(), talk.bob()), "unread", 2);
                }),
                Check.of(
                        "read-09",
                        section,
                        "Who has turned `readReceipts` off is in nobody's receipts, and has their own.",
                        stage -> {
                            Person bob = stage.person();
                            Expect.status(200, stage.patch("/v1/me/settings", bob, "readReceipts", false));
                            Person alice = stage.person();
                            Connection hers = stage.live(alice);
                            Connection his = stage.live(bob);
                            hers.sendAndAwait("m", Person.direct(alice, bob), "x", 0);
                            his.event("m");
                            his.say("read", "conversationId", Person.direct(alice, bob), "seq", 1);
                            Expect.field(his.next("receipt"), "readSeq", 1);
                            hers.nothing("receipt");
                        }),
                Check.of("read-10", section, "In a group everyone hears who has read how far.", stage -> {
                    Person alice = stage.person();
                    Person bob = stage.person();
                    Person carol = stage.person();
                    String group = stage.group(alice, bob, carol);
                    Connection hers = stage.live(alice);
                    Connection his = stage.live(bob);
                    Connection third = stage.live(carol);
                    his.say("read", "conversationId", group, "seq", 1);
                    for (Connection each : List.of(hers, third)) {
                        JsonNode receipt = each.next("receipt");
                        Expect.field(receipt, "userId", bob.id());
                        Expect.field(receipt, "readSeq", 1);
                    }
                }));
    }

    private static List<Check> muting() {
        String section = "Muting";
        String until = "2099-06-01T07:00:00Z";
        return List.of(
                Check.of("mute-01", section, "All devices of the user get a `muted` with `mutedUntil`.", stage -> {
                    Talk talk = Talk.on(stage, 1);
                    Connection second = stage.live(stage.login(talk.bob()));
                    talk.his().say("mute", "conversationId", talk.direct(), "until", until);
                    for (Connection each : List.of(talk.his(), second)) {
                        JsonNode muted = each.next("muted");
                        Expect.field(muted, "conversationId", talk.direct());
                        Expect.field(muted, "mutedUntil", until);
                    }
                }),
                Check.of("mute-02", section, "A mute may be `forever`.", stage -> {
                    Talk talk = Talk.on(stage, 1);
                    talk.his().say("mute", "conversationId", talk.direct(), "until", "forever");
                    Expect.field(talk.his().next("muted"), "mutedUntil", "forever");
                }),
                Check.of(
                        "mute-03",
                        section,
                        "An unmute is answered by a `muted` without `mutedUntil`, on all devices.",
                        stage -> {
                            Talk talk = Talk.on(stage, 1);
                            Connection second = stage.live(stage.login(talk.bob()));
                            talk.his().say("mute", "conversationId", talk.direct(), "until", "forever");
                            talk.his().next("muted");
                            second.next("muted");
                            talk.his().say("unmute", "conversationId", talk.direct());
                            Expect.absent(talk.his().next("muted"), "mutedUntil");
                            Expect.absent(second.next("muted"), "mutedUntil");
                            Expect.absent(stage.live(stage.login(talk.bob())).head(talk.direct()), "mutedUntil");
                        }),
                Check.of(
                        "mute-04",
                        section,
                        "A mute that changes nothing is answered on its connection alone.",
                        stage -> {
                            Talk talk = Talk.on(stage, 1);
                            Connection second = stage.live(stage.login(talk.bob()));
                            talk.his().say("mute", "conversationId", talk.direct(), "until", "forever");
                            talk.his().next("muted");
                            second.next("muted");
                            talk.his().say("mute", "conversationId", talk.direct(), "until", "forever");
                            talk.his().next("muted");
                            second.nothing("muted");
                        }),
                Check.of(
                        "mute-05",
                        section,
                        "A head in a welcome says it, and the messages still come and count.",
                        stage -> {
                            Talk talk = Talk.on(stage, 1);
                            talk.his().say("mute", "conversationId", talk.direct(), "until", until);
                            talk.his().next("muted");
                            talk.hers().sendAndAwait("more", talk.direct(), "x", 1);
                            talk.his().event("more");
                            JsonNode head = stage.live(stage.login(talk.bob())).head(talk.direct());
                            Expect.field(head, "mutedUntil", until);
                            Expect.field(head, "unread", 2);
                        }),
                Check.of("mute-06", section, "Nobody else hears of it.", stage -> {
                    Talk talk = Talk.on(stage, 1);
                    talk.his().say("mute", "conversationId", talk.direct(), "until", "forever");
                    talk.his().next("muted");
                    talk.hers().nothing("muted");
                }),
                Check.of(
                        "mute-07",
                        section,
                        "An `until` that is no time is `invalid_frame`; a stranger's mute is `not_a_member`.",
                        stage -> {
                            Talk talk = Talk.on(stage, 1);
                            for (String no : List.of("", "tomorrow", "never")) {
                                talk.his().say("mute", "conversationId", talk.direct(), "until", no);
                                talk.his().error("invalid_frame");
                            }
                            Connection carol = stage.live(stage.person());
                            carol.say("mute", "conversationId", talk.direct(), "until", "forever");
                            carol.error("not_a_member");
                        }));
    }

    private static List<Check> confirming() {
        return List.of(
                Check.of(
                        "ack-01",
                        "Reading",
                        "In a direct conversation the sender hears what has reached a device of the other.",
                        stage -> {
                            Talk talk = Talk.on(stage, 0);
                            talk.hers().sendAndAwait("m", talk.direct(), "x", 0);
                            talk.his().say("ack", "cursor", Json.text(talk.his().event("m"), "cursor"));
                            JsonNode receipt = talk.receipt(talk.hers(), talk.bob());
                            Expect.field(receipt, "deliveredSeq", 1);
                            Expect.absent(receipt, "unread");
                        }),
                Check.of("ack-02", "Reading", "Without a confirmation nothing counts as delivered.", stage -> {
                    Talk talk = Talk.on(stage, 1);
                    talk.hers().nothing("receipt");
                }),
                Check.of("ack-03", "Reading", "In groups delivery is not told.", stage -> {
                    Person alice = stage.person();
                    Person bob = stage.person();
                    String group = stage.group(alice, bob);
                    Connection hers = stage.live(alice);
                    Connection his = stage.live(bob);
                    hers.sendAndAwait("m", group, "x", 1);
                    his.say("ack", "cursor", Json.text(his.event("m"), "cursor"));
                    hers.nothing("receipt");
                }),
                Check.of("ack-04", "Confirming", "An ack is not answered.", stage -> {
                    Talk talk = Talk.on(stage, 1);
                    String cursor = Json.text(
                            talk.his()
                                    .every(frame -> Connection.is(frame, "event"))
                                    .getLast(),
                            "cursor");
                    talk.his().forget();
                    talk.his().say("ack", "cursor", cursor);
                    talk.his().nothing("answer to an ack", frame -> true);
                }));
    }
}
