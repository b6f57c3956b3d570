package dev.parley.conformance.check;

import dev.parley.conformance.wire.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/// Ranges of a conversation over the socket.
final class PullChecks {
    private static final String SECTION = "Pulling";
    private static final int AT_ONCE = 150;

    private PullChecks() {}

    static List<Check> all() {
        return List.of(
                Check.of(
                        "pull-01",
                        SECTION,
                        "A pull brings the events above `after`, lowest first, as they came live.",
                        stage -> {
                            Notes notes = Notes.on(stage, 5);
                            JsonNode page = notes.open().pull("p-17", notes.self(), 2);
                            Expect.field(page, "conversationId", notes.self());
                            Expect.same(List.of(3L, 4L, 5L), Expect.seqs(page.path("events")), "seqs");
                            Expect.field(page, "more", false);
                            notes.open().forget();
                            JsonNode live = notes.open().sendAndAwait("live", notes.self(), "live", 5);
                            notes.open().settle(notes.self(), 6);
                            Expect.sameEvent(
                                    live,
                                    notes.open()
                                            .pull("p-18", notes.self(), 5)
                                            .path("events")
                                            .path(0),
                                    "the event as it came live");
                        }),
                Check.of(
                        "pull-02",
                        SECTION,
                        "A page has at most `limit` events, and `more` says whether there are further ones.",
                        stage -> {
                            Notes notes = Notes.on(stage, 5);
                            notes.ask("p", 0, 2);
                            JsonNode page = notes.open().page("p");
                            Expect.same(List.of(1L, 2L), Expect.seqs(page.path("events")), "seqs");
                            Expect.field(page, "more", true);
                            notes.ask("rest", 2, 3);
                            JsonNode rest = notes.open().page("rest");
                            Expect.same(List.of(3L, 4L, 5L), Expect.seqs(rest.path("events")), "seqs");
                            Expect.field(rest, "more", false);
                        }),
                Check.of("pull-03", SECTION, "Behind the last seq the page is empty.", stage -> {
                    Notes notes = Notes.on(stage, 1);
                    for (long after : List.of(1L, 2L, 1_000_000L)) {
                        JsonNode page = notes.open().pull("p-" + after, notes.self(), after);
                        Expect.same(0, page.path("events").size(), "events");
                        Expect.field(page, "more", false);
                    }
                }),
                Check.of(
                        "pull-04",
                        SECTION,
                        "A pull without `requestId` is answered by a page with an empty one.",
                        stage -> {
                            Notes notes = Notes.on(stage, 1);
                            notes.open().say("pull", "conversationId", notes.self(), "after", 0);
                            Expect.field(notes.open().next("page"), "requestId", "");
                        }),
                Check.of("pull-05", SECTION, "Without `limit` a page has 50 events.", stage -> {
                    Notes notes = Notes.on(stage, 60);
                    JsonNode page = notes.open().pull("p", notes.self(), 0);
                    Expect.same(
                            LongStream.rangeClosed(1, 50).boxed().toList(), Expect.seqs(page.path("events")), "seqs");
                    Expect.field(page, "more", true);
                }),
                Check.of(
                        "pull-06",
                        SECTION,
                        "A `limit` outside 1 to 200 or an `after` below 0 is `invalid_frame`.",
                        stage -> {
                            Notes notes = Notes.on(stage, 1);
                            for (long[] each : List.of(new long[] {0, 0}, new long[] {0, 201}, new long[] {-1, 1})) {
                                notes.ask("p", each[0], each[1]);
                                notes.open().error("invalid_frame");
                            }
                            notes.ask("most", 0, 200);
                            notes.open().page("most");
                        }),
                Check.of(
                        "pull-07",
                        SECTION,
                        "A stranger's pull is the error `not_a_member` with its `requestId`.",
                        stage -> {
                            Person alice = stage.person();
                            Person bob = stage.person();
                            String group = stage.group(alice, bob);
                            Connection carol = stage.live(stage.person());
                            for (String conversation : List.of(Person.direct(alice, bob), group, "g.17")) {
                                carol.say(
                                        "pull",
                                        "requestId",
                                        "p-" + conversation,
                                        "conversationId",
                                        conversation,
                                        "after",
                                        0);
                                Expect.field(carol.error("not_a_member"), "requestId", "p-" + conversation);
                            }
                        }),
                Check.of(
                        "pull-08",
                        "Limits",
                        "Of too many pulls at once some are `rate_limited`; each gets exactly one answer.",
                        stage -> {
                            Notes notes = Notes.on(stage, 1);
                            notes.open().forget();
                            for (int i = 0; i < AT_ONCE; i++) {
                                notes.ask("p-" + i, 0, 1);
                            }
                            Set<String> answered = new HashSet<>();
                            for (int i = 0; i < AT_ONCE; i++) {
                                JsonNode answer = notes.open()
                                        .await(
                                                "an answer to each pull",
                                                frame -> Json.text(frame, "requestId")
                                                        .startsWith("p-"));
                                Expect.that(
                                        answered.add(Json.text(answer, "requestId")),
                                        "one answer to each pull",
                                        answer);
                                if (Connection.is(answer, "error")) {
                                    Expect.field(answer, "code", "rate_limited");
                                    Expect.that(Json.number(answer, "retryAfterMs") >= 0, "`retryAfterMs`", answer);
                                } else {
                                    Expect.same(List.of(1L), Expect.seqs(answer.path("events")), "seqs");
                                }
                            }
                        }),
                Check.of("pull-09", "Receiving", "One who is added to a group reads everything from seq 1.", stage -> {
                    Person alice = stage.person();
                    Person bob = stage.person();
                    String group = stage.group(alice);
                    stage.live(alice).sendAndAwait("m", group, "before Bob", 0);
                    Expect.status(
                            200, stage.post("/v1/groups/" + group + "/members", alice, "userIds", List.of(bob.id())));
                    Connection his = stage.live(bob);
                    his.settle(group, 3);
                    JsonNode page = his.pull("p", group, 0);
                    Expect.same(List.of(1L, 2L, 3L), Expect.seqs(page.path("events")), "seqs");
                    Expect.field(page.path("events").path(1), "text", "before Bob");
                }),
                Check.of("pull-10", SECTION, "One who was removed pulls up to the event that says so.", stage -> {
                    Person alice = stage.person();
                    Person bob = stage.person();
                    String group = stage.group(alice, bob);
                    Connection hers = stage.live(alice);
                    Connection his = stage.live(bob);
                    Expect.status(204, stage.delete("/v1/groups/" + group + "/members/" + bob.id(), alice));
                    hers.eventOf(group, 2);
                    hers.sendAndAwait("m", group, "after Bob", 2);
                    his.eventOf(group, 2);
                    his.settle(group, 2);
                    JsonNode page = his.pull("p", group, 0);
                    Expect.same(List.of(1L, 2L), Expect.seqs(page.path("events")), "seqs");
                    Expect.field(page, "more", false);
                    Expect.field(page.path("events").path(1), "change", "removed");
                }));
    }

    /// Someone with so many notes to themselves.
    private record Notes(Connection open, String self) {
        static Notes on(Stage stage, int count) throws Exception {
            Person alice = stage.person();
            Notes notes = new Notes(stage.live(alice), Person.direct(alice, alice));
            for (int i = 1; i <= count; i++) {
                notes.open.send("m-" + i, notes.self, "note " + i, 0);
            }
            notes.open.event("m-" + count);
            notes.open.settle(notes.self, count);
            return notes;
        }

        void ask(String requestId, long after, long limit) throws Exception {
            open.say("pull", "requestId", requestId, "conversationId", self, "after", after, "limit", limit);
        }
    }
}
