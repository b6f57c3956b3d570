package dev.parley.conformance.check;

import dev.parley.conformance.wire.Json;
import dev.parley.conformance.wire.RawSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The first frame and the first answer.
final class HelloChecks {
    private static final String SECTION = "hello";
    private static final String WAY_BACK = "The way back";
    private static final int MOST_CONNECTIONS = 20;
    private static final Duration LIFE_OF_A_TICKET = Duration.ofSeconds(90);
    private static final Duration FOR_A_REVOCATION = Duration.ofSeconds(15);

    private HelloChecks() {}

    static List<Check> all() {
        return List.of(
                Check.of("hello-01", SECTION, "The welcome names the user, the device and the server.", stage -> {
                    Person alice = stage.person();
                    Stage.Place place = stage.connect(alice.device());
                    Connection open = stage.open(place);
                    Stage.hello(open, place.ticket(), alice.device(), null);
                    JsonNode welcome = open.next("welcome");
                    Expect.field(welcome, "userId", alice.id());
                    Expect.field(welcome, "deviceId", alice.device().deviceId());
                    Expect.field(welcome, "server", Json.text(place.answer(), "server"));
                    Expect.field(welcome, "more", false);
                }),
                Check.of("hello-02", SECTION, "The welcome of a new account has no heads.", stage -> {
                    Connection alice = stage.live(stage.person());
                    Expect.same(0, alice.welcome().path("heads").size(), "heads");
                }),
                Check.of(
                        "hello-03",
                        SECTION,
                        "A first frame that is no hello is `hello_expected` and closes with 4400.",
                        stage -> {
                            Connection open =
                                    stage.open(stage.connect(stage.person().device()));
                            open.say("heartbeat");
                            open.errorThatCloses("hello_expected");
                        }),
                Check.of(
                        "hello-04",
                        SECTION,
                        "A hello without all its fields is `hello_expected` and closes with 4400.",
                        stage -> {
                            Stage.Place place = stage.connect(stage.person().device());
                            Connection open = stage.open(place);
                            open.say("hello", "ticket", place.ticket());
                            open.errorThatCloses("hello_expected");
                        }),
                Check.of(
                        "hello-05",
                        SECTION,
                        "Who says nothing for 5 seconds is closed: `hello_timeout`, 4408.",
                        stage -> {
                            Connection open =
                                    stage.open(stage.connect(stage.person().device()));
                            long start = System.nanoTime();
                            open.errorThatCloses("hello_timeout");
                            long millis =
                                    Duration.ofNanos(System.nanoTime() - start).toMillis();
                            Expect.that(millis > 3_500 && millis < 9_000, "the end after 5 seconds", millis + " ms");
                        }),
                Check.of("hello-06", SECTION, "A second hello is `hello_repeated` and closes with 4400.", stage -> {
                    Person alice = stage.person();
                    Connection open = stage.live(alice);
                    Stage.hello(open, stage.connect(alice.device()).ticket(), alice.device(), null);
                    open.errorThatCloses("hello_repeated");
                }),
                Check.of("hello-07", SECTION, "What is no ticket is `ticket_invalid` and closes with 4401.", stage -> {
                    Person alice = stage.person();
                    Connection open = stage.open(stage.connect(alice.device()));
                    Stage.hello(open, "no.such.ticket", alice.device(), null);
                    open.errorThatCloses("ticket_invalid");
                }),
                Check.of(
                        "hello-08",
                        SECTION,
                        "A ticket with another signature is `ticket_invalid` and closes with 4401.",
                        stage -> {
                            Person alice = stage.person();
                            Stage.Place place = stage.connect(alice.device());
                            String other = stage.connect(alice.device()).ticket();
                            String forged =
                                    place.ticket().substring(0, place.ticket().lastIndexOf('.'))
                                            + other.substring(other.lastIndexOf('.'));
                            Connection open = stage.open(place);
                            Stage.hello(open, forged, alice.device(), null);
                            open.errorThatCloses("ticket_invalid");
                        }),
                Check.of(
                        "hello-09",
                        SECTION,
                        "A ticket opens one connection: again it is `ticket_used`, 4401.",
                        stage -> {
                            Person alice = stage.person();
                            Stage.Place place = stage.connect(alice.device());
                            Connection first = stage.open(place);
                            Stage.hello(first, place.ticket(), alice.device(), null);
                            first.next("welcome");
                            Connection second = stage.open(place);
                            Stage.hello(second, place.ticket(), alice.device(), null);
                            second.errorThatCloses("ticket_used");
                            first.staysOpen();
                        }),
                Check.of(
                        "hello-10",
                        SECTION,
                        "A ticket of another device is `ticket_foreign` and closes with 4403.",
                        stage -> {
                            Person alice = stage.person();
                            Device other = stage.login(alice);
                            Stage.Place place = stage.connect(alice.device());
                            Connection open = stage.open(place);
                            Stage.hello(open, place.ticket(), other, null);
                            open.errorThatCloses("ticket_foreign");
                        }),
                Check.of("hello-11", SECTION, "An expired ticket is `ticket_expired` and closes with 4401.", stage -> {
                            Person alice = stage.person();
                            Stage.Place place = stage.connect(alice.device());
                            Stage.pause(LIFE_OF_A_TICKET);
                            Connection open = stage.open(place);
                            Stage.hello(open, place.ticket(), alice.device(), null);
                            open.errorThatCloses("ticket_expired");
                        })
                        .slowly(),
                Check.of(
                        "hello-12", SECTION, "A huge first frame is `frame_too_large` and closes with 1009.", stage -> {
                            Connection open =
                                    stage.open(stage.connect(stage.person().device()));
                            open.raw().write(RawSocket.TEXT, "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII));
                            open.errorThatCloses("frame_too_large");
                        }),
                Check.of(
                        "hello-13",
                        SECTION,
                        "Frames right behind hello are answered after the welcome, in order.",
                        stage -> {
                            Person alice = stage.person();
                            String self = Person.direct(alice, alice);
                            Stage.Place place = stage.connect(alice.device());
                            Connection open = stage.open(place);
                            Stage.hello(open, place.ticket(), alice.device(), null);
                            for (int i = 1; i <= 5; i++) {
                                open.send("early-" + i, self, "early " + i, 0);
                            }
                            open.event("early-5");
                            List<String> order = open
                                    .every(frame -> Connection.is(frame, "welcome") || Connection.is(frame, "event"))
                                    .stream()
                                    .map(frame -> Json.text(frame, "type") + Json.text(frame, "clientMessageId"))
                                    .toList();
                            Expect.same(
                                    List.of(
                                            "welcome",
                                            "eventearly-1",
                                            "eventearly-2",
                                            "eventearly-3",
                                            "eventearly-4",
                                            "eventearly-5"),
                                    order,
                                    "order");
                        }),
                Check.of(
                        "hello-14",
                        SECTION,
                        "When a device says hello again its older connection is closed: `replaced`, 4409.",
                        stage -> {
                            Person alice = stage.person();
                            Connection older = stage.live(alice);
                            Connection newer = stage.live(alice);
                            older.errorThatCloses("replaced");
                            newer.staysOpen();
                        }),
                Check.of("hello-15", SECTION, "Two devices of a user are connected at the same time.", stage -> {
                    Person alice = stage.person();
                    Connection one = stage.live(alice);
                    Connection other = stage.live(stage.login(alice));
                    one.staysOpen();
                    other.staysOpen();
                }),
                Check.of(
                                "hello-16",
                                SECTION,
                                "The 21st connection of a user is `too_many_connections`, 4429.",
                                stage -> {
                                    Person alice = stage.person();
                                    List<Connection> open = new ArrayList<>();
                                    for (int i = 0; i < MOST_CONNECTIONS; i++) {
                                        open.add(stage.live(i == 0 ? alice.device() : stage.login(alice)));
                                    }
                                    Device oneMore = stage.login(alice);
                                    Stage.Place place = stage.connect(oneMore);
                                    Connection refused = stage.open(place);
                                    Stage.hello(refused, place.ticket(), oneMore, null);
                                    refused.errorThatCloses("too_many_connections");
                                    open.getFirst().staysOpen();
                                })
                        .slowly(),
                Check.of(
                        "hello-17",
                        SECTION,
                        "A device that is logged out loses its connection: `device_revoked`, 4403.",
                        stage -> {
                            Person alice = stage.person();
                            Device other = stage.login(alice);
                            Connection revoked = stage.live(other);
                            Connection stays = stage.live(alice);
                            Expect.status(204, stage.delete("/v1/devices/" + other.deviceId(), alice));
                            revoked.errorThatCloses("device_revoked", FOR_A_REVOCATION);
                            stays.staysOpen();
                        }),
                Check.of("hello-18", SECTION, "Fields of hello that the server does not know are ignored.", stage -> {
                    Person alice = stage.person();
                    Stage.Place place = stage.connect(alice.device());
                    Connection open = stage.open(place);
                    open.say(
                            "hello",
                            "color",
                            "blue",
                            "ticket",
                            place.ticket(),
                            "deviceId",
                            alice.device().deviceId());
                    open.next("welcome");
                }),
                Check.of("hello-19", SECTION, "A device id that is a JSON number is no hello.", stage -> {
                    Person alice = stage.person();
                    Stage.Place place = stage.connect(alice.device());
                    Connection open = stage.open(place);
                    open.say(
                            "hello",
                            "ticket",
                            place.ticket(),
                            "deviceId",
                            Long.parseLong(alice.device().deviceId()));
                    open.errorThatCloses("hello_expected");
                }),
                Check.of(
                        "hello-20",
                        SECTION,
                        "A ticket says for itself whose it is: nobody else's heads come with it.",
                        stage -> {
                            Person alice = stage.person();
                            Person bob = stage.person();
                            stage.live(alice).sendAndAwait("m", Person.direct(alice, alice), "mine", 0);
                            Expect.same(
                                    0, stage.live(bob).welcome().path("heads").size(), "heads");
                        }),
                Check.of(
                        "hello-21",
                        WAY_BACK,
                        "A `return` ticket opens one more connection at the same address: again it is `ticket_used`.",
                        stage -> {
                            Person alice = stage.person();
                            Stage.Place place = stage.connect(alice.device());
                            String ticket = wayBack(stage, place, alice);
                            Connection second = stage.open(place);
                            Stage.hello(second, ticket, alice.device(), null);
                            second.next("welcome");
                            Expect.that(
                                    !Json.text(second.next("return"), "ticket").equals(ticket),
                                    "another ticket",
                                    "the same");
                            Connection third = stage.open(place);
                            Stage.hello(third, ticket, alice.device(), null);
                            third.errorThatCloses("ticket_used");
                            second.staysOpen();
                        }),
                Check.of(
                        "hello-22",
                        WAY_BACK,
                        "A `return` ticket of another device is `ticket_foreign`, 4403.",
                        stage -> {
                            Person alice = stage.person();
                            Device other = stage.login(alice);
                            Stage.Place place = stage.connect(alice.device());
                            String ticket = wayBack(stage, place, alice);
                            Connection second = stage.open(place);
                            Stage.hello(second, ticket, other, null);
                            second.errorThatCloses("ticket_foreign");
                        }));
    }

    /// The ticket that comes behind the welcome.
    private static String wayBack(Stage stage, Stage.Place place, Person person) throws IOException {
        Connection first = stage.open(place);
        Stage.hello(first, place.ticket(), person.device(), null);
        first.next("welcome");
        return Json.text(first.next("return"), "ticket");
    }
}
