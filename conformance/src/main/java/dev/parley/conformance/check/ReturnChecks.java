package dev.parley.conformance.check;

import dev.parley.conformance.wire.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Coming back with a cursor, and what the welcome says.
final class ReturnChecks {
    private static final String SECTION = "Coming back";

    private ReturnChecks() {}

    static List<Check> all() {
        return List.of(
                Check.of(
                        "back-01",
                        SECTION,
                        "Without a cursor the welcome has a head for each conversation, newest first.",
                        stage -> {
                            Person alice = stage.person();
                            Person bob = stage.person();
                            Person carol = stage.person();
                            Connection open = stage.live(alice);
                            open.sendAndAwait("b", Person.direct(alice, bob), "x", 0);
                            open.sendAndAwait("c", Person.direct(alice, carol), "x", 0);
                            open.sendAndAwait("b-2", Person.direct(alice, bob), "x", 1);
                            JsonNode heads = stage.live(alice).welcome().path("heads");
                            Expect.same(
                                    List.of(Person.direct(alice, bob), Person.direct(alice, carol)),
                                    heads.valueStream()
                                            .map(head -> Json.text(head, "conversationId"))
                                            .toList(),
                                    "conversations");
                        }),
                Check.of(
                        "back-02",
                        SECTION,
                        "A head has the last seq, how far the user has read, and what others wrote since.",
                        stage -> {
                            Person alice = stage.person();
                            Person bob = stage.person();
                            String direct = Person.direct(alice, bob);
                            Connection open = stage.live(alice);
                            for (int i = 1; i <= 3; i++) {
                                open.sendAndAwait("m-" + i, direct, "x", 0);
                            }
                            Connection other = stage.live(bob);
                            Expect.field(other.head(direct), "seq", 3);
                            Expect.field(other.head(direct), "readSeq", 0);
                            Expect.field(other.head(direct), "unread", 3);
                        }),
                Check.of("back-03", SECTION, "With the cursor of the last event no head comes.", stage -> {
                    Person alice = stage.person();
                    String cursor = Json.text(
                            stage.live(alice).sendAndAwait("m", Person.direct(alice, alice), "x", 0), "cursor");
                    Expect.same(
                            0,
                            stage.live(alice.device(), cursor)
                                    .welcome()
                                    .path("heads")
                                    .size(),
                            "heads");
                }),
                Check.of("back-04", SECTION, "With a cursor only the conversations that changed since come.", stage -> {
                    Person alice = stage.person();
                    Person bob = stage.person();
                    Connection open = stage.live(alice);
                    String cursor = Json.text(open.sendAndAwait("m", Person.direct(alice, alice), "x", 0), "cursor");
                    open.sendAndAwait("m-2", Person.direct(alice, bob), "x", 0);
                    Connection back = stage.live(alice.device(), cursor);
                    Expect.same(1, back.welcome().path("heads").size(), "heads");
                    Expect.field(back.head(Person.direct(alice, bob)), "seq", 1);
                }),
                Check.of(
                        "back-05",
                        SECTION,
                        "What was said while the device was away is in the head, and a pull brings it.",
                        stage -> {
                            Person alice = stage.person();
                            Person bob = stage.person();
                            String direct = Person.direct(alice, bob);
                            Connection hers = stage.live(alice);
                            Connection his = stage.live(bob);
                            hers.sendAndAwait("m-1", direct, "before", 0);
                            String cursor = Json.text(his.event("m-1"), "cursor");
                            his.close();
                            for (int i = 2; i <= 5; i++) {
                                hers.sendAndAwait("m-" + i, direct, "away " + i, 1);
                            }
                            Connection back = stage.live(bob.device(), cursor);
                            Expect.field(back.head(direct), "seq", 5);
                            back.settle(direct, 5);
                            Expect.same(
                                    List.of(2L, 3L, 4L, 5L),
                                    Expect.seqs(back.pull("p", direct, 1).path("events")),
                                    "seqs");
                        }),
                Check.of(
                        "back-06",
                        SECTION,
                        "The welcome's cursor covers its heads: with it none of them comes again.",
                        stage -> {
                            Person alice = stage.person();
                            stage.live(alice).sendAndAwait("m", Person.direct(alice, alice), "x", 0);
                            Connection second = stage.live(alice);
                            Expect.same(1, second.welcome().path("heads").size(), "heads");
                            Connection third = stage.live(alice.device(), Json.text(second.welcome(), "cursor"));
                            Expect.same(0, third.welcome().path("heads").size(), "heads");
                        }),
                Check.of(
                        "back-07",
                        SECTION,
                        "The first live event behind a welcome is the one behind its head.",
                        stage -> {
                            Person alice = stage.person();
                            Person bob = stage.person();
                            String direct = Person.direct(alice, bob);
                            Connection hers = stage.live(alice);
                            hers.sendAndAwait("m-1", direct, "x", 0);
                            hers.sendAndAwait("m-2", direct, "x", 1);
                            Connection his = stage.live(bob);
                            hers.sendAndAwait("m-3", direct, "x", 2);
                            Expect.field(his.head(direct), "seq", 2);
                            Expect.field(his.next("event"), "seq", 3);
                        }),
                Check.of(
                        "back-08",
                        SECTION,
                        "A cursor may be given again and again, and brings the same heads.",
                        stage -> {
                            Person alice = stage.person();
                            Connection open = stage.live(alice);
                            String cursor = Json.text(open.welcome(), "cursor");
                            open.sendAndAwait("m", Person.direct(alice, alice), "x", 0);
                            for (int i = 0; i < 3; i++) {
                                Connection back = stage.live(alice.device(), cursor);
                                Expect.field(back.head(Person.direct(alice, alice)), "seq", 1);
                            }
                        }),
                Check.of(
                        "back-09",
                        SECTION,
                        "A read mark set elsewhere comes with the welcome of a device that was away.",
                        stage -> {
                            Person alice = stage.person();
                            Person bob = stage.person();
                            String direct = Person.direct(alice, bob);
                            stage.live(alice).sendAndAwait("m-1", direct, "x", 0);
                            Connection his = stage.live(bob);
                            String cursor = Json.text(his.welcome(), "cursor");
                            Connection second = stage.live(stage.login(bob));
                            his.close();
                            second.say("read", "conversationId", direct, "seq", 1);
                            second.next("receipt");
                            Connection back = stage.live(bob.device(), cursor);
                            Expect.field(back.head(direct), "readSeq", 1);
                            Expect.field(back.head(direct), "unread", 0);
                        }),
                Check.of("back-10", SECTION, "What the user wrote is not unread.", stage -> {
                    Person alice = stage.person();
                    Person bob = stage.person();
                    String direct = Person.direct(alice, bob);
                    Connection hers = stage.live(alice);
                    Connection his = stage.live(bob);
                    hers.sendAndAwait("a", direct, "x", 0);
                    his.sendAndAwait("b", direct, "x", 0);
                    hers.event("b");
                    Expect.field(stage.live(stage.login(alice)).head(direct), "unread", 1);
                }));
    }
}
