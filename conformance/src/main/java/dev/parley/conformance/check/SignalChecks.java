package dev.parley.conformance.check;

import dev.parley.conformance.wire.Answer;
import dev.parley.conformance.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// What is for people who look right now: typing and presence.
final class SignalChecks {
    private static final Duration UNTIL_ONLINE = Duration.ofSeconds(10);
    private static final Duration UNTIL_OFFLINE = Duration.ofSeconds(50);
    private static final long NOBODY = 987_654;

    private SignalChecks() {}

    static List<Check> all() {
        List<Check> all = new ArrayList<>(typing());
        all.addAll(presence());
        return List.copyOf(all);
    }

    private static List<Check> typing() {
        String section = "Client frames";
        return List.of(
                Check.of(
                        "typing-01",
                        section,
                        "The other members hear who writes, and for how long to show it; the writer does not.",
                        stage -> {
                            Person alice = stage.person();
                            Person bob = stage.person();
                            String direct = Person.direct(alice, bob);
                            Connection hers = stage.live(alice);
                            Connection his = stage.live(bob);
                            hers.sendAndAwait("m", direct, "x", 0);
                            his.say("typing", "conversationId", direct);
                            JsonNode typing = hers.next("typing");
                            Expect.field(typing, "conversationId", direct);
                            Expect.field(typing, "userId", bob.id());
                            Expect.that(Json.number(typing, "expiresInMs") > 0, "`expiresInMs` above 0", typing);
                            his.nothing("typing");
                        }),
                Check.of("typing-02", section, "In a group all others hear it.", stage -> {
                    Person alice = stage.person();
                    Person bob = stage.person();
                    Person carol = stage.person();
                    String group = stage.group(alice, bob, carol);
                    Connection hers = stage.live(alice);
                    Connection his = stage.live(bob);
                    Connection third = stage.live(carol);
                    his.say("typing", "conversationId", group);
                    for (Connection each : List.of(hers, third)) {
                        Expect.field(each.next("typing"), "userId", bob.id());
                    }
                }),
                Check.of("typing-03", section, "Said again and again within a second it is passed on once.", stage -> {
                    Person alice = stage.person();
                    Person bob = stage.person();
                    String direct = Person.direct(alice, bob);
                    Connection hers = stage.live(alice);
                    Connection his = stage.live(bob);
                    hers.sendAndAwait("m", direct, "x", 0);
                    for (int i = 0; i < 5; i++) {
                        his.say("typing", "conversationId", direct);
                    }
                    hers.next("typing");
                    hers.nothing("typing");
                }),
                Check.of("typing-04", section, "Of a stranger nobody hears, and nothing is said.", stage -> {
                    Person alice = stage.person();
                    Person bob = stage.person();
                    String group = stage.group(alice, bob);
                    Connection hers = stage.live(alice);
                    Connection carol = stage.live(stage.person());
                    carol.say("typing", "conversationId", group);
                    carol.say("typing", "conversationId", Person.direct(alice, bob));
                    hers.nothing("typing");
                    carol.nothing("answer", frame -> Connection.is(frame, "error"));
                }),
                Check.of("typing-05", section, "Over a block nobody hears of it.", stage -> {
                    Person alice = stage.person();
                    Person bob = stage.person();
                    String direct = Person.direct(alice, bob);
                    Connection hers = stage.live(alice);
                    Connection his = stage.live(bob);
                    Expect.status(204, stage.put("/v1/blocks/" + bob.id(), alice));
                    his.eventOf(direct, 1);
                    his.settle(direct, 1);
                    his.say("typing", "conversationId", direct);
                    hers.nothing("typing");
                }));
    }

    private static List<Check> presence() {
        String section = "Presence";
        return List.of(
                Check.of(
                        "presence-01",
                        section,
                        "A watch is answered with all users it named, each as they are.",
                        stage -> {
                            Person alice = stage.person();
                            Person bob = stage.person();
                            Person away = stage.person();
                            stage.live(bob);
                            Connection hers = stage.live(alice);
                            hers.say("watch", "userIds", List.of(bob.id(), away.id()));
                            state(hers, bob.id(), true);
                            state(hers, away.id(), false);
                        }),
                Check.of("presence-02", section, "A user nobody has looks offline, without `lastSeenAt`.", stage -> {
                    Connection hers = stage.live(stage.person());
                    hers.say("watch", "userIds", List.of(Long.toString(NOBODY)));
                    Expect.absent(state(hers, Long.toString(NOBODY), false), "lastSeenAt");
                }),
                Check.of("presence-03", section, "Who watches is told when someone comes online.", stage -> {
                    Person alice = stage.person();
                    Person bob = stage.person();
                    Connection hers = stage.live(alice);
                    hers.say("watch", "userIds", List.of(bob.id()));
                    state(hers, bob.id(), false);
                    stage.live(bob);
                    state(hers, bob.id(), true);
                }),
                Check.of(
                                "presence-04",
                                section,
                                "Who was online and is silent for 30 seconds is offline, and last seen then.",
                                stage -> {
                                    Person alice = stage.person();
                                    Person bob = stage.person();
                                    Connection his = stage.live(bob);
                                    Connection hers = stage.live(alice);
                                    hers.say("watch", "userIds", List.of(bob.id()));
                                    state(hers, bob.id(), true);
                                    his.close();
                                    long end = System.nanoTime() + UNTIL_OFFLINE.toNanos();
                                    while (hers.every(frame -> says(frame, bob.id(), false))
                                                    .isEmpty()
                                            && System.nanoTime() < end) {
                                        Stage.pause(Duration.ofSeconds(2));
                                        hers.say("heartbeat");
                                    }
                                    Expect.that(
                                            !Json.text(state(hers, bob.id(), false), "lastSeenAt")
                                                    .isEmpty(),
                                            "`lastSeenAt`",
                                            "none");
                                })
                        .slowly(),
                Check.of("presence-05", section, "A connection lost and made again is no event.", stage -> {
                    Person alice = stage.person();
                    Person bob = stage.person();
                    Connection his = stage.live(bob);
                    Connection hers = stage.live(alice);
                    hers.say("watch", "userIds", List.of(bob.id()));
                    state(hers, bob.id(), true);
                    // Before that he may have been told to be offline: he had only just come.
                    hers.forget();
                    his.close();
                    stage.live(bob);
                    Stage.pause(Duration.ofSeconds(2));
                    hers.nothing("offline", frame -> says(frame, bob.id(), false));
                }),
                Check.of(
                        "presence-06",
                        section,
                        "A connection watches 200 users; a watch beyond that is `too_many_watched`.",
                        stage -> {
                            Connection hers = stage.live(stage.person());
                            List<String> most = IntStream.range(0, 200)
                                    .mapToObj(i -> Long.toString(NOBODY + i))
                                    .toList();
                            hers.say("watch", "userIds", most);
                            hers.say("watch", "userIds", List.of(Long.toString(NOBODY + 200)));
                            hers.error("too_many_watched");
                            hers.say("unwatch", "userIds", most.subList(0, 1));
                            hers.say("watch", "userIds", List.of(Long.toString(NOBODY + 201)));
                            state(hers, Long.toString(NOBODY + 201), false);
                        }),
                Check.of(
                        "presence-07", section, "A watch that names more than 200 users is `invalid_frame`.", stage -> {
                            Connection hers = stage.live(stage.person());
                            hers.say(
                                    "watch",
                                    "userIds",
                                    IntStream.range(0, 201)
                                            .mapToObj(i -> Long.toString(NOBODY + i))
                                            .toList());
                            hers.error("invalid_frame");
                        }),
                Check.of(
                        "presence-08",
                        section,
                        "Who is invisible looks offline to others, and to their own devices as they are.",
                        stage -> {
                            Person alice = stage.person();
                            Person bob = stage.person();
                            Expect.status(200, stage.patch("/v1/me/settings", bob, "invisible", true));
                            Connection his = stage.live(bob);
                            Connection hers = stage.live(alice);
                            hers.say("watch", "userIds", List.of(bob.id()));
                            Expect.absent(state(hers, bob.id(), false), "lastSeenAt");
                            his.say("watch", "userIds", List.of(bob.id()));
                            state(his, bob.id(), true);
                        }),
                Check.of(
                        "presence-09",
                        section,
                        "Who shows themselves to contacts only looks offline to strangers.",
                        stage -> {
                            Person alice = stage.person();
                            Person bob = stage.person();
                            Person carol = stage.person();
                            Expect.status(200, stage.patch("/v1/me/settings", bob, "lastSeenVisibility", "contacts"));
                            Connection his = stage.live(bob);
                            his.sendAndAwait("m", Person.direct(alice, bob), "we know each other", 0);
                            Connection stranger = stage.live(carol);
                            stranger.say("watch", "userIds", List.of(bob.id()));
                            Expect.absent(state(stranger, bob.id(), false), "lastSeenAt");
                        }),
                Check.of("presence-10", section, "Who blocked you looks offline.", stage -> {
                    Person alice = stage.person();
                    Person bob = stage.person();
                    Connection his = stage.live(bob);
                    Expect.status(204, stage.put("/v1/blocks/" + alice.id(), bob));
                    Expect.field(his.eventOf(Person.direct(alice, bob), 1), "blocked", true);
                    Connection hers = stage.live(alice);
                    hers.say("watch", "userIds", List.of(bob.id()));
                    Expect.absent(state(hers, bob.id(), false), "lastSeenAt");
                }),
                Check.of("presence-11", section, "The same over REST, for up to 200 users.", stage -> {
                    Person alice = stage.person();
                    Person bob = stage.person();
                    stage.live(bob);
                    String path = "/v1/presence?users=" + bob.id() + "," + NOBODY;
                    long end = System.nanoTime() + UNTIL_ONLINE.toNanos();
                    Answer answer = stage.get(path, alice);
                    while (!says(answer.json(), bob.id(), true) && System.nanoTime() < end) {
                        Stage.pause(Duration.ofMillis(200));
                        answer = stage.get(path, alice);
                    }
                    Expect.status(200, answer);
                    Expect.that(says(answer.json(), bob.id(), true), bob.id() + " online", answer);
                    Expect.that(says(answer.json(), Long.toString(NOBODY), false), NOBODY + " offline", answer);
                    Expect.problem(401, "unauthenticated", stage.http().get(path, null));
                }),
                Check.of("presence-12", section, "Who is not watched any more is not told of.", stage -> {
                    Person alice = stage.person();
                    Person bob = stage.person();
                    Connection hers = stage.live(alice);
                    hers.say("watch", "userIds", List.of(bob.id()));
                    state(hers, bob.id(), false);
                    hers.say("unwatch", "userIds", List.of(bob.id()));
                    hers.staysOpen();
                    Stage.pause(Duration.ofSeconds(1));
                    stage.live(bob);
                    Stage.pause(Duration.ofSeconds(1));
                    hers.nothing("online of one unwatched", frame -> says(frame, bob.id(), true));
                }));
    }

    private static boolean says(JsonNode frame, String user, boolean online) {
        return frame.path("users")
                .valueStream()
                .anyMatch(each -> Json.text(each, "userId").equals(user)
                        && each.path("online").asBoolean(!online) == online);
    }

    /// Waits until a presence frame says so; the entry.
    private static JsonNode state(Connection on, String user, boolean online) {
        on.awaitAny("`presence` of " + user + " with `online` = " + online, frame -> says(frame, user, online));
        return on.every(frame -> says(frame, user, online))
                .getLast()
                .path("users")
                .valueStream()
                .filter(each -> Json.text(each, "userId").equals(user))
                .findFirst()
                .orElseThrow();
    }
}
