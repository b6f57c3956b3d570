package dev.parley.conformance.check;

import dev.parley.conformance.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/// Sending: the tick, the order, the repeats, the refusals.
final class SendChecks {
    private static final String SECTION = "Sending";
    private static final int LONGEST_TEXT = 99_999;
    private static final int AT_ONCE = 160;

    private SendChecks() {}

    static List<Check> all() {
        List<Check> all = new ArrayList<>(ticks());
        all.addAll(repeats());
        all.addAll(texts());
        all.addAll(refusals());
        all.addAll(limits());
        return List.copyOf(all);
    }

    /// Two who talk.
    private record Pair(Person alice, Person bob, String direct) {
        static Pair on(Stage stage) {
            Person alice = stage.person();
            Person bob = stage.person();
            return new Pair(alice, bob, Person.direct(alice, bob));
        }
    }

    private static List<Check> ticks() {
        return List.of(
                Check.of(
                        "send-01",
                        SECTION,
                        "A send ends in its own event: author, clientMessageId, text, kind and the first seq.",
                        stage -> {
                            Pair pair = Pair.on(stage);
                            JsonNode event = stage.live(pair.alice()).sendAndAwait("m-1", pair.direct(), "Hi!", 0);
                            Expect.field(event, "author", pair.alice().id());
                            Expect.field(event, "conversationId", pair.direct());
                            Expect.field(event, "text", "Hi!");
                            Expect.field(event, "kind", "message");
                            Expect.field(event, "seq", 1);
                        }),
                Check.of("send-02", SECTION, "The other member gets the same event.", stage -> {
                    Pair pair = Pair.on(stage);
                    Connection bob = stage.live(pair.bob());
                    JsonNode mine = stage.live(pair.alice()).sendAndAwait("m-1", pair.direct(), "Hi!", 0);
                    Expect.sameEvent(mine, bob.event("m-1"), "the same event");
                }),
                Check.of(
                        "send-03",
                        SECTION,
                        "Sends of one connection get the seqs 1, 2, 3, … in the order they were written.",
                        stage -> {
                            Pair pair = Pair.on(stage);
                            Connection alice = stage.live(pair.alice());
                            Connection bob = stage.live(pair.bob());
                            for (int i = 1; i <= 30; i++) {
                                alice.send("m-" + i, pair.direct(), "text " + i, 0);
                            }
                            for (int i = 1; i <= 30; i++) {
                                Expect.field(bob.event("m-" + i), "seq", i);
                                Expect.field(alice.event("m-" + i), "seq", i);
                            }
                        }),
                Check.of("send-04", SECTION, "Two who write at the same time see one order without gaps.", stage -> {
                    Pair pair = Pair.on(stage);
                    Connection alice = stage.live(pair.alice());
                    Connection bob = stage.live(pair.bob());
                    for (int i = 1; i <= 15; i++) {
                        alice.send("a-" + i, pair.direct(), "from Alice " + i, 0);
                        bob.send("b-" + i, pair.direct(), "from Bob " + i, 0);
                    }
                    for (long seq = 1; seq <= 30; seq++) {
                        Expect.sameEvent(
                                alice.eventOf(pair.direct(), seq),
                                bob.eventOf(pair.direct(), seq),
                                "one order: the event");
                    }
                }),
                Check.of(
                        "send-05",
                        SECTION,
                        "All devices of the sender get the event, the other member's too, each once.",
                        stage -> {
                            Pair pair = Pair.on(stage);
                            List<Connection> all = List.of(
                                    stage.live(pair.alice()),
                                    stage.live(stage.login(pair.alice())),
                                    stage.live(pair.bob()),
                                    stage.live(stage.login(pair.bob())));
                            all.getFirst().send("m-1", pair.direct(), "Hi!", 0);
                            all.forEach(each -> each.event("m-1"));
                            all.getFirst().nothing("second event", frame -> Connection.is(frame, "event"));
                            all.forEach(each -> Expect.same(
                                    1,
                                    each.every(frame -> Connection.is(frame, "event"))
                                            .size(),
                                    "events"));
                        }),
                Check.of("send-06", SECTION, "Nobody else gets the event.", stage -> {
                    Pair pair = Pair.on(stage);
                    Connection carol = stage.live(stage.person());
                    stage.live(pair.alice()).sendAndAwait("m-1", pair.direct(), "Hi!", 0);
                    carol.nothing("event");
                }),
                Check.of("send-07", "Receiving", "`sentAt` is the time of the send.", stage -> {
                    Pair pair = Pair.on(stage);
                    JsonNode event = stage.live(pair.alice()).sendAndAwait("m-1", pair.direct(), "Hi!", 0);
                    Duration away = Duration.between(Instant.parse(Json.text(event, "sentAt")), Instant.now())
                            .abs();
                    Expect.that(away.compareTo(Duration.ofMinutes(2)) < 0, "a `sentAt` of now", event);
                }),
                Check.of(
                        "send-08",
                        "Receiving",
                        "Each event has a message id of its own, and they sort by time.",
                        stage -> {
                            Pair pair = Pair.on(stage);
                            Connection alice = stage.live(pair.alice());
                            long last = 0;
                            for (int i = 1; i <= 10; i++) {
                                long id = Long.parseLong(Json.text(
                                        alice.sendAndAwait("m-" + i, pair.direct(), "x", i - 1), "messageId"));
                                Expect.that(id > last, "a message id above " + last, id);
                                last = id;
                            }
                        }),
                Check.of("send-09", "Receiving", "Each live event brings another cursor.", stage -> {
                    Pair pair = Pair.on(stage);
                    Connection alice = stage.live(pair.alice());
                    String one = Json.text(alice.sendAndAwait("m-1", pair.direct(), "x", 0), "cursor");
                    String two = Json.text(alice.sendAndAwait("m-2", pair.direct(), "x", 1), "cursor");
                    Expect.that(!one.equals(two), "another cursor than " + one, two);
                }),
                Check.of("send-10", "Words", "Everyone can write notes to themselves, and reads them once.", stage -> {
                    Person alice = stage.person();
                    Connection open = stage.live(alice);
                    JsonNode event = open.sendAndAwait("m", Person.direct(alice, alice), "note", 0);
                    Expect.field(event, "seq", 1);
                    open.nothing("event");
                }));
    }

    private static List<Check> repeats() {
        return List.of(
                Check.of(
                        "send-11",
                        SECTION,
                        "A repeated send is answered by `sent` with the first seq and message id.",
                        stage -> {
                            Pair pair = Pair.on(stage);
                            Connection alice = stage.live(pair.alice());
                            JsonNode first = alice.sendAndAwait("m-1", pair.direct(), "Hi!", 0);
                            sentAs(first, alice, "m-1", pair.direct(), "Hi!");
                        }),
                Check.of(
                        "send-12",
                        SECTION,
                        "A repeated send is no second event, for nobody, and takes no seq.",
                        stage -> {
                            Pair pair = Pair.on(stage);
                            Connection alice = stage.live(pair.alice());
                            Connection bob = stage.live(pair.bob());
                            alice.sendAndAwait("m-1", pair.direct(), "Hi!", 0);
                            for (int i = 0; i < 3; i++) {
                                alice.send("m-1", pair.direct(), "Hi!", 0);
                                alice.next("sent");
                            }
                            Expect.field(alice.sendAndAwait("m-2", pair.direct(), "next", 1), "seq", 2);
                            bob.event("m-2");
                            bob.settle(pair.direct(), 2);
                            Expect.same(
                                    2,
                                    bob.every(frame -> Connection.is(frame, "event"))
                                            .size(),
                                    "events of the other");
                            Expect.same(
                                    List.of(1L, 2L),
                                    Expect.seqs(bob.pull("p", pair.direct(), 0).path("events")),
                                    "seqs");
                        }),
                Check.of(
                        "send-13",
                        SECTION,
                        "A repeat from another device of the user gets the first answer.",
                        stage -> {
                            Pair pair = Pair.on(stage);
                            JsonNode first = stage.live(pair.alice()).sendAndAwait("m-1", pair.direct(), "Hi!", 0);
                            sentAs(first, stage.live(stage.login(pair.alice())), "m-1", pair.direct(), "Hi!");
                        }),
                Check.of("send-14", SECTION, "A repeat after many other messages gets the first answer.", stage -> {
                    Pair pair = Pair.on(stage);
                    Connection alice = stage.live(pair.alice());
                    JsonNode first = alice.sendAndAwait("first", pair.direct(), "Hi!", 0);
                    for (int i = 1; i <= 60; i++) {
                        alice.send("m-" + i, pair.direct(), "text " + i, 1);
                    }
                    alice.event("m-60");
                    sentAs(first, alice, "first", pair.direct(), "Hi!");
                }),
                Check.of("send-15", SECTION, "Two sends at once with one clientMessageId are one event.", stage -> {
                    Pair pair = Pair.on(stage);
                    Connection alice = stage.live(pair.alice());
                    alice.send("m-1", pair.direct(), "Hi!", 0);
                    alice.send("m-1", pair.direct(), "Hi!", 0);
                    alice.event("m-1");
                    Expect.field(alice.next("sent"), "seq", 1);
                    Expect.field(alice.sendAndAwait("m-2", pair.direct(), "next", 1), "seq", 2);
                }),
                Check.of("send-16", SECTION, "The same clientMessageId of two users is two messages.", stage -> {
                    Pair pair = Pair.on(stage);
                    Connection alice = stage.live(pair.alice());
                    Connection bob = stage.live(pair.bob());
                    alice.sendAndAwait("m-1", pair.direct(), "from Alice", 0);
                    bob.eventOf(pair.direct(), 1);
                    bob.send("m-1", pair.direct(), "from Bob", 1);
                    Expect.field(bob.eventOf(pair.direct(), 2), "text", "from Bob");
                }),
                Check.of("send-17", SECTION, "A repeat on a later connection gets the first answer.", stage -> {
                    Pair pair = Pair.on(stage);
                    JsonNode first = stage.live(pair.alice()).sendAndAwait("m-1", pair.direct(), "Hi!", 0);
                    sentAs(first, stage.live(pair.alice()), "m-1", pair.direct(), "Hi!");
                }));
    }

    private static void sentAs(JsonNode first, Connection on, String clientMessageId, String conversation, String text)
            throws Exception {
        on.send(clientMessageId, conversation, text, 0);
        JsonNode sent = on.await(
                "a `sent` for " + clientMessageId,
                frame -> Connection.is(frame, "sent")
                        && Json.text(frame, "clientMessageId").equals(clientMessageId));
        Expect.field(sent, "seq", Json.number(first, "seq"));
        Expect.field(sent, "messageId", Json.text(first, "messageId"));
        Expect.field(sent, "conversationId", conversation);
    }

    private static List<Check> texts() {
        return List.of(
                Check.of("send-18", SECTION, "Any text comes back as it was, white space, markup and all.", stage -> {
                    Pair pair = Pair.on(stage);
                    Connection alice = stage.live(pair.alice());
                    Connection bob = stage.live(pair.bob());
                    List<String> texts = List.of(
                            "  two\n\tlines \r\n",
                            "<script>alert(1)</script> & \"quotes\" \\ /",
                            "שלום \u202e Ω 🎉👩‍👩‍👧",
                            "e\u0301 stays two",
                            "\u0001\u0000\u2028");
                    for (int i = 0; i < texts.size(); i++) {
                        Expect.field(
                                alice.sendAndAwait("m-" + i, pair.direct(), texts.get(i), 0), "text", texts.get(i));
                        Expect.field(bob.event("m-" + i), "text", texts.get(i));
                    }
                }),
                Check.of(
                        "send-19",
                        SECTION,
                        "A text of 99,999 characters of four bytes arrives whole, live and in a page.",
                        stage -> {
                            Pair pair = Pair.on(stage);
                            Connection alice = stage.live(pair.alice());
                            Connection bob = stage.live(pair.bob());
                            String longest = "😀".repeat(LONGEST_TEXT);
                            alice.send("long", pair.direct(), longest, 0);
                            Expect.that(
                                    Json.text(bob.event("long"), "text").equals(longest),
                                    "99,999 emoji",
                                    "another text");
                            JsonNode page = bob.pull("p", pair.direct(), 0);
                            Expect.that(
                                    Json.text(page.path("events").path(0), "text")
                                            .equals(longest),
                                    "99,999 emoji",
                                    "another text");
                        }),
                ended(
                        "send-20",
                        "A text of 100,000 characters is `text_too_long`.",
                        "text_too_long",
                        "x".repeat(LONGEST_TEXT + 1)),
                ended("send-21", "An empty text is `text_empty`.", "text_empty", ""),
                Check.of("send-22", SECTION, "An unpaired surrogate is `text_invalid`.", stage -> {
                    Person alice = stage.person();
                    Connection open = stage.live(alice);
                    for (String half : List.of("\\ud83d", "\\ude00", "a\\ude00\\ud83d")) {
                        open.sayText("{\"type\":\"send\",\"clientMessageId\":\"half\",\"conversationId\":\""
                                + Person.direct(alice, alice) + "\",\"text\":\"" + half + "\",\"afterSeq\":0}");
                        Expect.field(open.error("text_invalid"), "clientMessageId", "half");
                    }
                }),
                Check.of("send-23", SECTION, "A text with an escaped pair of surrogates is the character.", stage -> {
                    Person alice = stage.person();
                    Connection open = stage.live(alice);
                    open.sayText("{\"type\":\"send\",\"clientMessageId\":\"pair\",\"conversationId\":\""
                            + Person.direct(alice, alice) + "\",\"text\":\"\\ud83d\\ude00\",\"afterSeq\":0}");
                    Expect.field(open.event("pair"), "text", "😀");
                }));
    }

    private static Check ended(String id, String rule, String code, String text) {
        return Check.of(id, SECTION, rule, stage -> {
            Person alice = stage.person();
            Connection open = stage.live(alice);
            open.send("m", Person.direct(alice, alice), text, 0);
            JsonNode error = open.error(code);
            Expect.field(error, "clientMessageId", "m");
            Expect.field(error, "retry", false);
            Expect.field(open.sendAndAwait("next", Person.direct(alice, alice), "ok", 0), "seq", 1);
        });
    }

    private static List<Check> refusals() {
        return List.of(
                Check.of(
                        "send-24",
                        SECTION,
                        "A send to a user who does not exist is the error `unknown_user`.",
                        stage -> {
                            Person alice = stage.person();
                            Connection open = stage.live(alice);
                            open.send("m", "d.1." + alice.id(), "Hi!", 0);
                            Expect.field(open.error("unknown_user"), "clientMessageId", "m");
                        }),
                Check.of(
                        "send-25",
                        SECTION,
                        "A send to a direct conversation of others is the error `not_a_member`.",
                        stage -> {
                            Pair pair = Pair.on(stage);
                            Connection carol = stage.live(stage.person());
                            Connection bob = stage.live(pair.bob());
                            carol.send("m", pair.direct(), "Hi!", 0);
                            Expect.field(carol.error("not_a_member"), "clientMessageId", "m");
                            bob.nothing("event");
                        }),
                Check.of(
                        "send-26",
                        SECTION,
                        "A send to a group nobody made is refused: `unknown_conversation`.",
                        stage -> {
                            Connection alice = stage.live(stage.person());
                            refused(alice, "g.17", 0, "unknown_conversation");
                        }),
                Check.of(
                        "send-27",
                        SECTION,
                        "A stranger's send to a group is refused: `not_a_member`, and takes no seq.",
                        stage -> {
                            Pair pair = Pair.on(stage);
                            String group = stage.group(pair.alice(), pair.bob());
                            Connection carol = stage.live(stage.person());
                            refused(carol, group, 0, "not_a_member");
                            Expect.field(stage.live(pair.bob()).sendAndAwait("b", group, "Hi!", 0), "seq", 2);
                        }),
                Check.of(
                        "send-28",
                        SECTION,
                        "An `afterSeq` beyond the conversation is refused: `seq_ahead`, and takes no seq.",
                        stage -> {
                            Pair pair = Pair.on(stage);
                            Connection alice = stage.live(pair.alice());
                            refused(alice, pair.direct(), 1, "seq_ahead");
                            Expect.field(alice.sendAndAwait("next", pair.direct(), "ok", 0), "seq", 1);
                            refused(alice, pair.direct(), 2, "seq_ahead");
                        }),
                Check.of(
                        "send-29",
                        SECTION,
                        "A clientMessageId is 1 to 64 printable ASCII characters without space.",
                        stage -> {
                            Person alice = stage.person();
                            Connection open = stage.live(alice);
                            String self = Person.direct(alice, alice);
                            for (String name : List.of("", "with space", "ä", "x".repeat(65))) {
                                open.send(name, self, "x", 0);
                                open.error("invalid_frame");
                            }
                            open.sendAndAwait("x".repeat(64), self, "x", 0);
                            open.sendAndAwait("!~{}\"\\", self, "x", 0);
                        }),
                Check.of(
                        "send-30",
                        SECTION,
                        "A send lacking a field, or with one of the wrong type, is `invalid_frame`.",
                        stage -> {
                            Person alice = stage.person();
                            Connection open = stage.live(alice);
                            String self = Person.direct(alice, alice);
                            open.say("send", "clientMessageId", "m", "conversationId", self, "text", "x");
                            open.error("invalid_frame");
                            open.send("m", self, "x", -1);
                            open.error("invalid_frame");
                            open.say(
                                    "send",
                                    "clientMessageId",
                                    "m",
                                    "conversationId",
                                    self,
                                    "text",
                                    "x",
                                    "afterSeq",
                                    "0");
                            open.error("invalid_frame");
                            open.say("send", "clientMessageId", "m", "conversationId", self, "text", 5, "afterSeq", 0);
                            open.error("invalid_frame");
                            Expect.field(open.sendAndAwait("next", self, "ok", 0), "seq", 1);
                        }),
                Check.of(
                        "send-31",
                        "Words",
                        "A conversation id is `d.` with the smaller user first, or `g.`; all else is `invalid_frame`.",
                        stage -> {
                            Pair pair = Pair.on(stage);
                            Connection alice = stage.live(pair.alice());
                            String[] words = pair.direct().split("\\.", -1);
                            for (String id : List.of(
                                    "d." + words[2] + "." + words[1], "d." + words[1], "x.1", "g.", "g.01", "")) {
                                alice.send("m", id, "x", 0);
                                alice.error("invalid_frame");
                            }
                        }));
    }

    static void refused(Connection on, String conversation, long afterSeq, String code) throws Exception {
        String name = "refused-" + code + "-" + afterSeq;
        on.send(name, conversation, "Hi!", afterSeq);
        JsonNode refused = on.outcome(name);
        Expect.field(refused, "type", "refused");
        Expect.field(refused, "code", code);
        Expect.field(refused, "conversationId", conversation);
    }

    private static List<Check> limits() {
        return List.of(Check.of(
                "send-32",
                "Limits",
                "Of sends over the rate some are `rate_limited` with `retryAfterMs`; repeated, each is one event.",
                stage -> {
                    Person alice = stage.person();
                    Connection open = stage.live(alice);
                    String self = Person.direct(alice, alice);
                    for (int i = 0; i < AT_ONCE; i++) {
                        open.send("m-" + i, self, "x", 0);
                    }
                    int limited = 0;
                    for (int i = 0; i < AT_ONCE; i++) {
                        String name = "m-" + i;
                        JsonNode outcome = open.outcome(name);
                        while (Connection.is(outcome, "error")) {
                            limited++;
                            Expect.field(outcome, "code", "rate_limited");
                            Expect.that(Json.number(outcome, "retryAfterMs") >= 0, "`retryAfterMs`", outcome);
                            Stage.pause(Duration.ofMillis(Math.max(50, Json.number(outcome, "retryAfterMs"))));
                            open.send(name, self, "x", 0);
                            outcome = open.outcome(name);
                        }
                        Expect.field(outcome, "type", "event");
                    }
                    Expect.that(limited > 0, "some of " + AT_ONCE + " sends at once to be limited", "none");
                    open.settle(self, AT_ONCE);
                    open.say("pull", "requestId", "all", "conversationId", self, "after", 0, "limit", 200);
                    Expect.same(
                            LongStream.rangeClosed(1, AT_ONCE).boxed().toList(),
                            Expect.seqs(open.page("all").path("events")),
                            "seqs");
                }));
    }
}
