package dev.parley.conformance.check;

import dev.parley.conformance.wire.Answer;
import dev.parley.conformance.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// Groups, roles and blocks: over HTTP, and what the members see of it.
final class GroupChecks {
    private static final int MOST_MEMBERS = 100;

    private GroupChecks() {}

    static List<Check> all() {
        List<Check> all = new ArrayList<>(changes());
        all.addAll(refusals());
        all.addAll(blocks());
        return List.copyOf(all);
    }

    /// Alice owns a group with Bob, and both are connected.
    private record Lunch(Stage stage, Person alice, Person bob, String group, Connection hers, Connection his) {
        static Lunch on(Stage stage) throws Exception {
            Person alice = stage.person();
            Person bob = stage.person();
            Connection hers = stage.live(alice);
            Connection his = stage.live(bob);
            String group = stage.group(alice, bob);
            hers.eventOf(group, 1);
            his.eventOf(group, 1);
            return new Lunch(stage, alice, bob, group, hers, his);
        }

        String path() {
            return "/v1/groups/" + group;
        }

        String member(Person who) {
            return path() + "/members/" + who.id();
        }

        Answer add(Person adding, Person... added) {
            return stage.post(
                    path() + "/members",
                    adding,
                    "userIds",
                    IntStream.range(0, added.length)
                            .mapToObj(i -> added[i].id())
                            .toList());
        }
    }

    private static void membership(JsonNode event, String change, long version, Person author, List<String> users) {
        Expect.field(event, "kind", "membership");
        Expect.field(event, "change", change);
        Expect.field(event, "version", version);
        Expect.field(event, "author", author.id());
        Expect.same(
                users, event.path("users").valueStream().map(JsonNode::asString).toList(), "`users`");
    }

    private static void roles(JsonNode membersHolder, Object... peopleAndRoles) {
        List<String> expected = IntStream.range(0, peopleAndRoles.length / 2)
                .mapToObj(i -> ((Person) peopleAndRoles[2 * i]).id() + " " + peopleAndRoles[2 * i + 1])
                .sorted()
                .toList();
        List<String> came = membersHolder
                .path("members")
                .valueStream()
                .map(member -> Json.text(member, "userId") + " " + Json.text(member, "role"))
                .sorted()
                .toList();
        Expect.same(expected, came, "members");
    }

    private static List<Check> changes() {
        String section = "Receiving";
        return List.of(
                Check.of(
                        "group-01",
                        section,
                        "A new group begins with the event `created`, which all its members get.",
                        stage -> {
                            Person alice = stage.person();
                            Person bob = stage.person();
                            Connection his = stage.live(bob);
                            Answer answer =
                                    stage.post("/v1/groups", alice, "title", "Lunch", "members", List.of(bob.id()));
                            JsonNode group = Expect.status(201, answer);
                            Expect.field(group, "title", "Lunch");
                            Expect.field(group, "version", 1);
                            roles(group, alice, "owner", bob, "member");
                            JsonNode event = his.eventOf(Json.text(group, "conversationId"), 1);
                            Expect.field(event, "change", "created");
                            Expect.field(event, "version", 1);
                            Expect.field(event, "author", alice.id());
                            Expect.field(event, "title", "Lunch");
                            roles(event, alice, "owner", bob, "member");
                        }),
                Check.of(
                        "group-02",
                        section,
                        "An addition is the event `added`, which names the new and lists everyone.",
                        stage -> {
                            Lunch lunch = Lunch.on(stage);
                            Person carol = stage.person();
                            Connection third = stage.live(carol);
                            roles(
                                    Expect.status(200, lunch.add(lunch.alice(), carol)),
                                    lunch.alice(),
                                    "owner",
                                    lunch.bob(),
                                    "member",
                                    carol,
                                    "member");
                            for (Connection each : List.of(lunch.hers(), lunch.his(), third)) {
                                JsonNode event = each.eventOf(lunch.group(), 2);
                                membership(event, "added", 2, lunch.alice(), List.of(carol.id()));
                                roles(event, lunch.alice(), "owner", lunch.bob(), "member", carol, "member");
                            }
                        }),
                Check.of("group-03", section, "Who is removed gets the event `removed` as the last one.", stage -> {
                    Lunch lunch = Lunch.on(stage);
                    Expect.status(204, stage.delete(lunch.member(lunch.bob()), lunch.alice()));
                    membership(
                            lunch.his().eventOf(lunch.group(), 2),
                            "removed",
                            2,
                            lunch.alice(),
                            List.of(lunch.bob().id()));
                    lunch.hers().eventOf(lunch.group(), 2);
                    lunch.hers().sendAndAwait("m", lunch.group(), "after Bob", 2);
                    lunch.his().nothing("event");
                    SendChecks.refused(lunch.his(), lunch.group(), 0, "not_a_member");
                    Expect.field(stage.live(lunch.bob()).head(lunch.group()), "leftSeq", 2);
                }),
                Check.of("group-04", section, "Who leaves is the author of the event `left`.", stage -> {
                    Lunch lunch = Lunch.on(stage);
                    Expect.status(204, stage.delete(lunch.member(lunch.bob()), lunch.bob()));
                    JsonNode event = lunch.hers().eventOf(lunch.group(), 2);
                    membership(
                            event, "left", 2, lunch.bob(), List.of(lunch.bob().id()));
                    roles(event, lunch.alice(), "owner");
                }),
                Check.of("group-05", section, "A new title is the event `renamed`, about nobody.", stage -> {
                    Lunch lunch = Lunch.on(stage);
                    Expect.field(
                            Expect.status(200, stage.patch(lunch.path(), lunch.alice(), "title", "Dinner")),
                            "title",
                            "Dinner");
                    JsonNode event = lunch.his().eventOf(lunch.group(), 2);
                    membership(event, "renamed", 2, lunch.alice(), List.of());
                    Expect.field(event, "title", "Dinner");
                }),
                Check.of("group-06", section, "A new role is the event `role_changed`.", stage -> {
                    Lunch lunch = Lunch.on(stage);
                    roles(
                            Expect.status(200, stage.patch(lunch.member(lunch.bob()), lunch.alice(), "role", "admin")),
                            lunch.alice(),
                            "owner",
                            lunch.bob(),
                            "admin");
                    JsonNode event = lunch.his().eventOf(lunch.group(), 2);
                    membership(
                            event,
                            "role_changed",
                            2,
                            lunch.alice(),
                            List.of(lunch.bob().id()));
                    roles(event, lunch.alice(), "owner", lunch.bob(), "admin");
                }),
                Check.of("group-07", "REST", "Who hands a group over becomes an admin, and may then leave.", stage -> {
                    Lunch lunch = Lunch.on(stage);
                    Expect.problem(409, "owner_must_stay", stage.delete(lunch.member(lunch.alice()), lunch.alice()));
                    Expect.status(200, stage.patch(lunch.member(lunch.bob()), lunch.alice(), "role", "owner"));
                    roles(
                            Expect.status(200, stage.get(lunch.path(), lunch.bob())),
                            lunch.alice(),
                            "admin",
                            lunch.bob(),
                            "owner");
                    Expect.status(204, stage.delete(lunch.member(lunch.alice()), lunch.alice()));
                    roles(Expect.status(200, stage.get(lunch.path(), lunch.bob())), lunch.bob(), "owner");
                }),
                Check.of("group-08", "REST", "An answered change counts for what is sent next.", stage -> {
                    Lunch lunch = Lunch.on(stage);
                    Person carol = stage.person();
                    Connection third = stage.live(carol);
                    Expect.status(200, lunch.add(lunch.alice(), carol));
                    Expect.field(third.sendAndAwait("m", lunch.group(), "I am in", 0), "seq", 3);
                }),
                Check.of("group-09", "REST", "A group of 100 is made, and one of 101 is `group_full`.", stage -> {
                            Person alice = stage.person();
                            List<String> others = IntStream.range(1, MOST_MEMBERS)
                                    .mapToObj(i -> stage.person().id())
                                    .toList();
                            Answer full = stage.post("/v1/groups", alice, "title", "Full", "members", others);
                            String group = Json.text(Expect.status(201, full), "conversationId");
                            Expect.same(
                                    MOST_MEMBERS, full.json().path("members").size(), "members");
                            Person late = stage.person();
                            Expect.problem(
                                    409,
                                    "group_full",
                                    stage.post(
                                            "/v1/groups/" + group + "/members", alice, "userIds", List.of(late.id())));
                            Expect.status(200, stage.get("/v1/groups/" + group, alice));
                        })
                        .slowly(),
                Check.of("group-10", "Sending", "A message to a group reaches every member, each once.", stage -> {
                    Person alice = stage.person();
                    List<Person> others = List.of(stage.person(), stage.person(), stage.person());
                    String group = stage.group(alice, others.toArray(Person[]::new));
                    Connection hers = stage.live(alice);
                    List<Connection> theirs = new ArrayList<>();
                    for (Person each : others) {
                        theirs.add(stage.live(each));
                    }
                    JsonNode mine = hers.sendAndAwait("m", group, "Soup?", 1);
                    for (Connection each : theirs) {
                        Expect.sameEvent(mine, each.event("m"), "the same event");
                    }
                    hers.nothing("event");
                    theirs.forEach(each -> Expect.same(
                            1,
                            each.every(frame -> Connection.is(frame, "event")).size(),
                            "events"));
                }));
    }

    private static List<Check> refusals() {
        return List.of(
                Check.of(
                        "group-11",
                        "REST",
                        "A member without a role may not add, remove, rename or give roles: `forbidden`.",
                        stage -> {
                            Lunch lunch = Lunch.on(stage);
                            Person carol = stage.person();
                            List<Function<Person, Answer>> acts = List.of(
                                    who -> lunch.add(who, carol),
                                    who -> stage.patch(lunch.path(), who, "title", "Mine"),
                                    who -> stage.delete(lunch.member(lunch.alice()), who),
                                    who -> stage.patch(lunch.member(lunch.alice()), who, "role", "member"));
                            acts.forEach(act -> Expect.problem(403, "forbidden", act.apply(lunch.bob())));
                            acts.forEach(act -> Expect.problem(403, "not_a_member", act.apply(carol)));
                            lunch.hers().nothing("event");
                        }),
                Check.of(
                        "group-12",
                        "REST",
                        "An admin adds, renames and removes members, but neither the owner nor roles.",
                        stage -> {
                            Lunch lunch = Lunch.on(stage);
                            Person carol = stage.person();
                            Expect.status(200, stage.patch(lunch.member(lunch.bob()), lunch.alice(), "role", "admin"));
                            Expect.status(200, lunch.add(lunch.bob(), carol));
                            Expect.status(200, stage.patch(lunch.path(), lunch.bob(), "title", "Ours"));
                            Expect.status(204, stage.delete(lunch.member(carol), lunch.bob()));
                            Expect.problem(403, "forbidden", stage.delete(lunch.member(lunch.alice()), lunch.bob()));
                            Expect.problem(
                                    403,
                                    "forbidden",
                                    stage.patch(lunch.member(lunch.alice()), lunch.bob(), "role", "member"));
                        }),
                Check.of(
                        "group-13",
                        "REST",
                        "Adding only members is `already_a_member`; unknown users are `unknown_user`, and all or none.",
                        stage -> {
                            Lunch lunch = Lunch.on(stage);
                            Expect.problem(409, "already_a_member", lunch.add(lunch.alice(), lunch.bob()));
                            Person carol = stage.person();
                            Expect.problem(
                                    404,
                                    "unknown_user",
                                    stage.post(
                                            lunch.path() + "/members",
                                            lunch.alice(),
                                            "userIds",
                                            List.of(carol.id(), "17")));
                            roles(
                                    Expect.status(200, stage.get(lunch.path(), lunch.alice())),
                                    lunch.alice(),
                                    "owner",
                                    lunch.bob(),
                                    "member");
                        }),
                Check.of(
                        "group-14",
                        "REST",
                        "A group nobody made is `unknown_conversation`, one of others `not_a_member`, a non-member `not_found`.",
                        stage -> {
                            Lunch lunch = Lunch.on(stage);
                            Person carol = stage.person();
                            Expect.problem(404, "unknown_conversation", stage.get("/v1/groups/g.17", carol));
                            Expect.problem(403, "not_a_member", stage.get(lunch.path(), carol));
                            Expect.problem(404, "not_found", stage.delete(lunch.member(carol), lunch.alice()));
                            Expect.problem(400, "invalid_request", stage.get("/v1/groups/17", carol));
                        }),
                Check.of(
                        "group-15",
                        "REST",
                        "A group without a title, or with one of over 100 characters, is `invalid_request`.",
                        stage -> {
                            Person alice = stage.person();
                            Expect.problem(400, "invalid_request", stage.post("/v1/groups", alice));
                            Expect.problem(400, "invalid_request", stage.post("/v1/groups", alice, "title", " "));
                            Expect.problem(
                                    400, "invalid_request", stage.post("/v1/groups", alice, "title", "x".repeat(101)));
                        }));
    }

    private static List<Check> blocks() {
        return List.of(
                Check.of(
                        "block-01",
                        "Receiving",
                        "A block is an event of kind `block`, and both sides' sends are refused: `blocked`.",
                        stage -> {
                            Person alice = stage.person();
                            Person bob = stage.person();
                            String direct = Person.direct(alice, bob);
                            Connection hers = stage.live(alice);
                            Connection his = stage.live(bob);
                            Expect.status(204, stage.put("/v1/blocks/" + bob.id(), alice));
                            JsonNode event = hers.eventOf(direct, 1);
                            Expect.field(event, "kind", "block");
                            Expect.field(event, "blocked", true);
                            Expect.field(event, "author", alice.id());
                            his.eventOf(direct, 1);
                            SendChecks.refused(hers, direct, 0, "blocked");
                            SendChecks.refused(his, direct, 0, "blocked");
                        }),
                Check.of(
                        "block-02",
                        "Receiving",
                        "A lifted block is an event with `blocked` false, and sends are taken again.",
                        stage -> {
                            Person alice = stage.person();
                            Person bob = stage.person();
                            String direct = Person.direct(alice, bob);
                            Connection his = stage.live(bob);
                            Expect.status(204, stage.put("/v1/blocks/" + bob.id(), alice));
                            his.eventOf(direct, 1);
                            Expect.status(204, stage.delete("/v1/blocks/" + bob.id(), alice));
                            Expect.field(his.eventOf(direct, 2), "blocked", false);
                            Expect.field(his.sendAndAwait("m", direct, "again", 2), "seq", 3);
                        }),
                Check.of(
                        "block-03",
                        "REST",
                        "One who is blocked cannot bring the other into groups: `blocked`.",
                        stage -> {
                            Person alice = stage.person();
                            Person bob = stage.person();
                            Expect.status(204, stage.put("/v1/blocks/" + bob.id(), alice));
                            Expect.problem(
                                    403,
                                    "blocked",
                                    stage.post("/v1/groups", bob, "title", "Trap", "members", List.of(alice.id())));
                            String group = stage.group(bob);
                            Expect.problem(
                                    403,
                                    "blocked",
                                    stage.post(
                                            "/v1/groups/" + group + "/members", bob, "userIds", List.of(alice.id())));
                        }),
                Check.of(
                        "block-04",
                        "REST",
                        "The list of blocks has whom one blocks, and nobody after it is lifted.",
                        stage -> {
                            Person alice = stage.person();
                            Person bob = stage.person();
                            Expect.status(204, stage.put("/v1/blocks/" + bob.id(), alice));
                            JsonNode blocks = Expect.status(200, stage.get("/v1/blocks", alice));
                            Expect.same(1, blocks.path("users").size(), "users");
                            Expect.field(blocks.path("users").path(0), "userId", bob.id());
                            Expect.field(blocks, "more", false);
                            Expect.same(
                                    0,
                                    stage.get("/v1/blocks", bob)
                                            .json()
                                            .path("users")
                                            .size(),
                                    "users of the other");
                            Expect.status(204, stage.delete("/v1/blocks/" + bob.id(), alice));
                            Expect.same(
                                    0,
                                    stage.get("/v1/blocks", alice)
                                            .json()
                                            .path("users")
                                            .size(),
                                    "users");
                        }),
                Check.of(
                        "block-05",
                        "REST",
                        "Blocking someone who does not exist is `unknown_user`; again it is no second event.",
                        stage -> {
                            Person alice = stage.person();
                            Person bob = stage.person();
                            Connection hers = stage.live(alice);
                            Expect.problem(404, "unknown_user", stage.put("/v1/blocks/17", alice));
                            Expect.status(204, stage.put("/v1/blocks/" + bob.id(), alice));
                            Expect.status(204, stage.put("/v1/blocks/" + bob.id(), alice));
                            hers.eventOf(Person.direct(alice, bob), 1);
                            hers.nothing("second event", frame -> Connection.is(frame, "event"));
                        }));
    }
}
