package dev.parley.conformance.check;

import dev.parley.conformance.wire.Answer;
import dev.parley.conformance.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// The past of a conversation, and the list of them, over HTTP; and the page at the public address.
final class HistoryChecks {
    private static final String SECTION = "REST";
    private static final Duration HEADS_ARE_OLD = Duration.ofSeconds(20);

    private HistoryChecks() {}

    /// Alice has written ten messages to Bob.
    private record Past(Stage stage, Person alice, Person bob, String direct, JsonNode last) {
        static Past on(Stage stage) throws Exception {
            Person alice = stage.person();
            Person bob = stage.person();
            String direct = Person.direct(alice, bob);
            Connection open = stage.live(alice);
            for (int i = 1; i < 10; i++) {
                open.send("m-" + i, direct, "text " + i, 0);
            }
            Past past = new Past(stage, alice, bob, direct, open.sendAndAwait("m-10", direct, "text 10", 0));
            open.settle(direct, 10);
            return past;
        }

        Answer ask(Person asking, String query) {
            return stage.get("/v1/conversations/" + direct + "/events" + query, asking);
        }

        void brings(String query, List<Long> seqs, boolean more) {
            JsonNode page = Expect.status(200, ask(alice, query));
            Expect.same(seqs, Expect.seqs(page.path("events")), "seqs");
            Expect.field(page, "more", more);
            for (JsonNode event : page.path("events")) {
                String fault = FrameShapes.eventFault(event);
                Expect.that(fault == null, String.valueOf(fault), event);
            }
        }
    }

    static List<Check> all() {
        return List.of(
                Check.of(
                        "history-01",
                        SECTION,
                        "Without a range the newest events come, ascending; `more` says there are older ones.",
                        stage -> {
                            Past past = Past.on(stage);
                            past.brings("?limit=3", List.of(8L, 9L, 10L), true);
                            past.brings("", List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L), false);
                        }),
                Check.of("history-02", SECTION, "`before` brings the nearest smaller seqs.", stage -> {
                    Past past = Past.on(stage);
                    past.brings("?before=8&limit=3", List.of(5L, 6L, 7L), true);
                    past.brings("?before=3", List.of(1L, 2L), false);
                    past.brings("?before=1", List.of(), false);
                }),
                Check.of("history-03", SECTION, "`after` brings the nearest greater seqs.", stage -> {
                    Past past = Past.on(stage);
                    past.brings("?after=4&limit=3", List.of(5L, 6L, 7L), true);
                    past.brings("?after=8", List.of(9L, 10L), false);
                    past.brings("?after=10", List.of(), false);
                }),
                Check.of("history-04", SECTION, "`around` brings the event and those on both sides.", stage -> {
                    Past past = Past.on(stage);
                    JsonNode page = Expect.status(200, past.ask(past.alice(), "?around=5&limit=5"));
                    List<Long> seqs = Expect.seqs(page.path("events"));
                    Expect.that(
                            seqs.containsAll(List.of(4L, 5L, 6L)) && seqs.size() <= 5, "5 with its neighbours", seqs);
                    Expect.field(page, "more", true);
                }),
                Check.of("history-05", SECTION, "An event of the history is the event that came live.", stage -> {
                    Past past = Past.on(stage);
                    JsonNode page = Expect.status(200, past.ask(past.bob(), "?limit=1"));
                    Expect.sameEvent(past.last(), page.path("events").path(0), "the event as it came live");
                }),
                Check.of(
                        "history-06",
                        SECTION,
                        "Two ranges at once, or a limit outside 1 to 200, is `invalid_request`.",
                        stage -> {
                            Past past = Past.on(stage);
                            for (String wrong : List.of(
                                    "?before=2&after=1",
                                    "?limit=0",
                                    "?limit=201",
                                    "?before=x",
                                    "?before=0",
                                    "?after=-1")) {
                                Expect.problem(400, "invalid_request", past.ask(past.alice(), wrong));
                            }
                        }),
                Check.of(
                        "history-07",
                        SECTION,
                        "A stranger's history is `not_a_member`, that of no group `unknown_conversation`.",
                        stage -> {
                            Past past = Past.on(stage);
                            Person carol = stage.person();
                            Expect.problem(403, "not_a_member", past.ask(carol, ""));
                            Expect.problem(
                                    404, "unknown_conversation", stage.get("/v1/conversations/g.17/events", carol));
                            Expect.problem(400, "invalid_request", stage.get("/v1/conversations/x/events", carol));
                        }),
                Check.of(
                        "history-08",
                        SECTION,
                        "Who was removed from a group reads up to the event that says so.",
                        stage -> {
                            Person alice = stage.person();
                            Person bob = stage.person();
                            String group = stage.group(alice, bob);
                            Connection hers = stage.live(alice);
                            Expect.status(204, stage.delete("/v1/groups/" + group + "/members/" + bob.id(), alice));
                            hers.sendAndAwait("m", group, "after Bob", 0);
                            JsonNode page =
                                    Expect.status(200, stage.get("/v1/conversations/" + group + "/events", bob));
                            Expect.same(List.of(1L, 2L), Expect.seqs(page.path("events")), "seqs");
                        }),
                Check.of(
                        "list-01",
                        SECTION,
                        "The list of conversations has kind, title, seq, unread and the other side.",
                        stage -> {
                            Past past = Past.on(stage);
                            JsonNode entry = eventually(stage, past.bob(), entryOf(past.direct(), 10));
                            Expect.field(entry, "kind", "direct");
                            Expect.field(entry, "title", past.alice().name());
                            Expect.field(entry, "seq", 10);
                            Expect.field(entry, "readSeq", 0);
                            Expect.field(entry, "unread", 10);
                            Expect.field(
                                    entry.path("peer"), "userId", past.alice().id());
                        }),
                Check.of(
                        "list-02", SECTION, "The list comes in pages, newest first, each conversation once.", stage -> {
                            Person alice = stage.person();
                            Connection open = stage.live(alice);
                            List<String> newestFirst =
                                    List.of(stage.group(alice), stage.group(alice), stage.group(alice));
                            newestFirst = newestFirst.reversed();
                            open.eventOf(newestFirst.getFirst(), 1);
                            eventually(stage, alice, entryOf(newestFirst.getFirst(), 1));
                            JsonNode first = Expect.status(200, stage.get("/v1/conversations?limit=2", alice));
                            Expect.field(first, "more", true);
                            JsonNode second = Expect.status(
                                    200,
                                    stage.get("/v1/conversations?limit=2&before=" + Json.text(first, "next"), alice));
                            Expect.field(second, "more", false);
                            List<String> came = java.util.stream.Stream.of(first, second)
                                    .flatMap(page -> page.path("conversations").valueStream())
                                    .map(entry -> Json.text(entry, "conversationId"))
                                    .toList();
                            Expect.same(newestFirst, came, "conversations");
                        }),
                Check.of("list-03", SECTION, "Markers say how far each member has read.", stage -> {
                    Past past = Past.on(stage);
                    Connection his = stage.live(past.bob());
                    his.say("read", "conversationId", past.direct(), "seq", 7);
                    his.next("receipt");
                    long end = System.nanoTime() + HEADS_ARE_OLD.toNanos();
                    String path = "/v1/conversations/" + past.direct() + "/markers";
                    while (marker(stage.get(path, past.alice()).json(), past.bob()) != 7 && System.nanoTime() < end) {
                        Stage.pause(Duration.ofMillis(500));
                    }
                    Answer markers = stage.get(path, past.alice());
                    Expect.status(200, markers);
                    Expect.that(
                            marker(markers.json(), past.bob()) == 7,
                            "7 as the marker of " + past.bob().id(),
                            markers);
                    Expect.problem(403, "not_a_member", stage.get(path, stage.person()));
                }),
                Check.of(
                        "page-01",
                        "REST",
                        "The page at the public address forbids inline script and sniffing.",
                        stage -> {
                            Answer page = stage.http()
                                    .call(stage.http()
                                            .request("/", null)
                                            .header("Accept", "text/html")
                                            .GET());
                            if (page.status() == 404) {
                                throw new SkippedException("no page is served at /");
                            }
                            Expect.status(200, page);
                            String policy = page.header("content-security-policy");
                            Expect.that(
                                    policy.contains("default-src")
                                            && !policy.contains("'unsafe-inline'")
                                            && !policy.contains("'unsafe-eval'"),
                                    "a Content-Security-Policy without 'unsafe-inline' and 'unsafe-eval'",
                                    policy);
                            Expect.same("nosniff", page.header("x-content-type-options"), "X-Content-Type-Options");
                            Expect.that(!page.body().matches("(?s).*<script>.*"), "no inline script", "one");
                        }));
    }

    private static long marker(JsonNode markers, Person of) {
        return markers.path("markers")
                .valueStream()
                .filter(each -> Json.text(each, "userId").equals(of.id()))
                .mapToLong(each -> Json.number(each, "readSeq"))
                .findFirst()
                .orElse(-1);
    }

    private static Predicate<JsonNode> entryOf(String conversation, long seq) {
        return entry -> Json.text(entry, "conversationId").equals(conversation) && Json.number(entry, "seq") == seq;
    }

    /// Entries are some seconds old at most.
    private static JsonNode eventually(Stage stage, Person asking, Predicate<JsonNode> wanted) {
        long end = System.nanoTime() + HEADS_ARE_OLD.toNanos();
        while (true) {
            Answer answer = stage.get("/v1/conversations", asking);
            JsonNode found = Expect.status(200, answer)
                    .path("conversations")
                    .valueStream()
                    .filter(wanted)
                    .findFirst()
                    .orElse(null);
            if (found != null) {
                return found;
            }
            Expect.that(
                    System.nanoTime() < end,
                    "the conversation in the list within " + HEADS_ARE_OLD.toSeconds() + " s",
                    answer);
            Stage.pause(Duration.ofMillis(300));
        }
    }
}
