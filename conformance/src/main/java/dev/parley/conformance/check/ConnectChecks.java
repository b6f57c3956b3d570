package dev.parley.conformance.check;

import dev.parley.conformance.wire.Handshake;
import dev.parley.conformance.wire.Json;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Asking where to connect, and the handshake.
final class ConnectChecks {
    private static final String SECTION = "Connecting";
    private static final Duration SHORTEST_TICKET = Duration.ofSeconds(20);
    private static final Duration LONGEST_TICKET = Duration.ofMinutes(3);

    private ConnectChecks() {}

    static List<Check> all() {
        return List.of(
                Check.of(
                        "connect-01",
                        SECTION,
                        "Whoever is logged in is told a url, a ticket, its end, a region and a server.",
                        stage -> {
                            JsonNode answer =
                                    stage.connect(stage.person().device()).answer();
                            for (String field : List.of("url", "ticket", "expiresAt", "region", "server")) {
                                Expect.that(!Json.text(answer, field).isEmpty(), "a string `" + field + "`", answer);
                            }
                            Expect.that(Json.text(answer, "url").matches("wss?://.+"), "a ws or wss `url`", answer);
                        }),
                Check.of(
                        "connect-02",
                        SECTION,
                        "Without a token nobody is told where to connect.",
                        stage -> Expect.problem(
                                401, "unauthenticated", stage.http().get("/v1/connect", null))),
                Check.of(
                        "connect-03",
                        SECTION,
                        "With a token that is none of the server's nobody is told where to connect.",
                        stage -> {
                            String token = stage.person().token();
                            String forged = token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(86);
                            Expect.problem(401, "token_invalid", stage.http().get("/v1/connect", forged));
                            Expect.problem(401, "token_invalid", stage.http().get("/v1/connect", "broken"));
                        }),
                Check.of("connect-04", SECTION, "A ticket lives about a minute.", stage -> {
                    JsonNode answer = stage.connect(stage.person().device()).answer();
                    Duration life = Duration.between(Instant.now(), Instant.parse(Json.text(answer, "expiresAt")));
                    Expect.that(
                            life.compareTo(SHORTEST_TICKET) > 0 && life.compareTo(LONGEST_TICKET) < 0,
                            "an `expiresAt` about 60 seconds from now",
                            answer);
                }),
                Check.of("connect-05", SECTION, "Each asking brings a ticket of its own.", stage -> {
                    Person alice = stage.person();
                    String first = stage.connect(alice.device()).ticket();
                    String second = stage.connect(alice.device()).ticket();
                    Expect.that(!first.equals(second), "another ticket", second);
                }),
                Check.of("connect-06", SECTION, "The subprotocol is taken when it is offered.", stage -> {
                    Connection open = stage.open(stage.connect(stage.person().device()));
                    Expect.same("parley.v1.json", open.reply().header("sec-websocket-protocol"), "the subprotocol");
                }),
                Check.of(
                        "connect-07",
                        SECTION,
                        "A client that offers no subprotocol is served alike, and none is claimed.",
                        stage -> {
                            Person alice = stage.person();
                            Stage.Place place = stage.connect(alice.device());
                            Connection open =
                                    stage.open(place.url(), Handshake.usual().with("Sec-WebSocket-Protocol", ""));
                            Expect.same(101, open.reply().status(), "HTTP status");
                            Expect.same("", open.reply().header("sec-websocket-protocol"), "the subprotocol");
                            Stage.hello(open, place.ticket(), alice.device(), null);
                            open.next("welcome");
                        }),
                Check.of("connect-08", SECTION, "No extension is taken, also not permessage-deflate.", stage -> {
                    URI url = stage.connect(stage.person().device()).url();
                    Connection open =
                            stage.open(url, Handshake.usual().with("Sec-WebSocket-Extensions", "permessage-deflate"));
                    Expect.same(101, open.reply().status(), "HTTP status");
                    Expect.same("", open.reply().header("sec-websocket-extensions"), "extensions");
                }),
                Check.of("connect-09", SECTION, "A server that does not exist is answered with 404.", stage -> {
                    URI url = stage.connect(stage.person().device()).url();
                    URI nowhere = url.resolve("/ws/no-such-server-" + stage.freshName());
                    refused(404, stage, nowhere, Handshake.usual());
                }),
                Check.of(
                        "connect-10",
                        SECTION,
                        "A request that is no handshake of version 13 is answered with 426.",
                        stage -> {
                            URI url = stage.connect(stage.person().device()).url();
                            refused(426, stage, url, Handshake.usual().with("Sec-WebSocket-Version", "12"));
                            refused(
                                    426,
                                    stage,
                                    url,
                                    Handshake.usual().with("Upgrade", "").with("Connection", ""));
                        }),
                Check.of("connect-11", SECTION, "A handshake without a key is answered with 400.", stage -> {
                    URI url = stage.connect(stage.person().device()).url();
                    refused(400, stage, url, Handshake.usual().with("Sec-WebSocket-Key", ""));
                }),
                Check.of(
                        "connect-12",
                        SECTION,
                        "A page of an origin that is not allowed is answered with 403.",
                        stage -> {
                            URI url = stage.connect(stage.person().device()).url();
                            Handshake.Reply reply = stage.open(
                                            url, Handshake.usual().with("Origin", "https://evil.example"))
                                    .reply();
                            if (reply.status() == 101) {
                                throw new SkippedException("This server is set to allow pages of every origin.");
                            }
                            Expect.same(403, reply.status(), "HTTP status");
                        }));
    }

    private static void refused(int status, Stage stage, URI url, Handshake handshake) throws Exception {
        Expect.same(status, stage.open(url, handshake).reply().status(), "HTTP status");
    }
}
