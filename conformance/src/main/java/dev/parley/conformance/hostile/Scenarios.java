package dev.parley.conformance.hostile;

import dev.parley.conformance.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// Every promise of clients, in the order in which it is told.
public final class Scenarios {
    public static final List<Scenario> ALL = all();

    /// In a row and without a welcome, and one more that is seen to be too many.
    private static final int MOST_MOVES = 6;

    private Scenarios() {}

    private static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>(receiving());
        all.addAll(comingBack());
        all.addAll(moving());
        all.addAll(sending());
        all.addAll(refusals());
        all.addAll(wayBack());
        return List.copyOf(all);
    }

    private static List<Scenario> receiving() {
        String section = "Receiving";
        return List.of(
                Scenario.of("client-01", section, "Live events are handed over, each once and in order.", play -> {
                    play.live();
                    play.hear(5);
                    for (int seq = 1; seq <= 5; seq++) {
                        play.tell(seq);
                    }
                    play.handsOverEverything();
                }),
                Scenario.of(
                        "client-02",
                        section,
                        "A gap between live events is pulled, and what lies in it comes first.",
                        play -> {
                            play.live();
                            play.hear(6);
                            play.tell(1);
                            play.tell(2);
                            play.tell(6);
                            play.handsOverEverything();
                            Play.that(
                                    play.seen("pull").stream()
                                            .anyMatch(each -> Json.number(each.frame(), "after") == 2),
                                    "a pull with `after` = 2",
                                    play.seen("pull"));
                        }),
                Scenario.of(
                        "client-03",
                        section,
                        "An event that comes twice, or again much later, is handed over once.",
                        play -> {
                            play.live();
                            play.hear(4);
                            for (int seq : new int[] {1, 1, 2, 3, 2, 1, 4, 4, 3, 1}) {
                                play.tell(seq);
                            }
                            play.handsOverEverything();
                        }),
                Scenario.of(
                        "client-04",
                        section,
                        "Events that come in another order are handed over in the order of seq.",
                        play -> {
                            play.live();
                            play.hear(6);
                            for (int seq : new int[] {1, 3, 2, 6, 5, 4}) {
                                play.tell(seq);
                            }
                            play.handsOverEverything();
                        }),
                Scenario.of(
                        "client-05",
                        section,
                        "An event of a kind nobody knows counts its seq and stops nothing.",
                        play -> {
                            play.live();
                            play.hear(1);
                            play.log.hearSomethingNew();
                            play.hear(1);
                            for (int seq = 1; seq <= 3; seq++) {
                                play.tell(seq);
                            }
                            play.await(
                                    "the event 3 handed over",
                                    () -> play.handed().contains(3L));
                            Play.pause(Duration.ofMillis(300));
                            List<Long> handed = play.handed();
                            Play.that(
                                    handed.equals(List.of(1L, 3L)) || handed.equals(List.of(1L, 2L, 3L)),
                                    "1 and 3 handed over, and 2 or not",
                                    handed);
                        }),
                Scenario.of(
                        "client-06",
                        "The chat protocol",
                        "Frames and fields of a newer server are passed over.",
                        play -> {
                            Socket live = play.live();
                            play.hear(2);
                            live.write(Json.of("type", "weather", "sky", Json.of("color", "blue")));
                            live.write(
                                    play.log.frame(1).put("mood", "good").set("reactions", Json.of("a", List.of(1))));
                            live.write(Json.of("type", "presence", "users", List.of(), "epoch", 7));
                            live.write(Json.of("type", "error", "code", "too_blue", "detail", "It is.", "retry", true));
                            play.tell(2);
                            play.handsOverEverything();
                            Play.that(play.seen("open").size() == 1, "one connection", play.seen("open"));
                        }),
                Scenario.of(
                        "client-07",
                        "Connecting",
                        "Frames in fragments, cut inside characters and with pings between, are whole.",
                        play -> {
                            Socket live = play.live();
                            play.log.hear("ä😀 in pieces");
                            play.log.hear("x".repeat(70_000));
                            live.writeInPieces(play.log.frame(1), 7);
                            live.writeInPieces(play.log.frame(2), 1_000);
                            play.handsOverEverything();
                            Play.that(play.seen("open").size() == 1, "one connection", play.seen("open"));
                        }),
                Scenario.of(
                        "client-08",
                        section,
                        "Half a frame and then the end of the connection: the event comes once, after coming back.",
                        play -> {
                            Socket live = play.live();
                            play.hear(3);
                            play.tell(1);
                            play.tell(2);
                            live.writeHalfAndCut(play.log.frame(3));
                            play.liveAfter(live);
                            play.handsOverEverything();
                        }));
    }

    private static List<Scenario> comingBack() {
        String section = "Coming back";
        return List.of(
                Scenario.of("client-09", section, "What a head of the welcome says is missing is pulled.", play -> {
                    play.hear(7);
                    play.live();
                    play.handsOverEverything();
                }),
                Scenario.of("client-10", "Pulling", "While a page says `more`, the rest is asked for.", play -> {
                    play.onPull = (socket, pull) -> socket.write(play.log.page(pull, 2));
                    play.hear(9);
                    play.live();
                    play.handsOverEverything();
                }),
                Scenario.of(
                        "client-11", section, "Live events that come while a range is pulled go behind it.", play -> {
                            play.onPull = (socket, pull) -> {
                                play.hear(1);
                                socket.write(play.log.frame(play.log.size()));
                                Play.pause(Duration.ofMillis(100));
                                play.onPull = (again, rest) -> again.write(play.log.page(rest, Integer.MAX_VALUE));
                                socket.write(play.log.page(pull, 3));
                            };
                            play.hear(5);
                            play.live();
                            play.await("a pull", () -> play.log.size() == 6);
                            play.handsOverEverything();
                        }),
                Scenario.of("client-12", "Pulling", "A pull that is answered with `retry` is asked again.", play -> {
                    AtomicInteger pulls = new AtomicInteger();
                    play.onPull = (socket, pull) -> {
                        if (pulls.incrementAndGet() <= 2) {
                            socket.write(Json.of(
                                    "type",
                                    "error",
                                    "code",
                                    "retry",
                                    "detail",
                                    "Not now.",
                                    "retry",
                                    true,
                                    "requestId",
                                    Json.text(pull, "requestId"),
                                    "retryAfterMs",
                                    100));
                        } else {
                            socket.write(play.log.page(pull, Integer.MAX_VALUE));
                        }
                    };
                    play.hear(4);
                    play.live();
                    play.handsOverEverything();
                }),
                Scenario.of(
                        "client-13",
                        section,
                        "A range whose page was lost with its connection is pulled on the next.",
                        play -> {
                            AtomicBoolean lost = new AtomicBoolean();
                            play.onPull = (socket, pull) -> {
                                if (lost.compareAndSet(false, true)) {
                                    socket.cut();
                                } else {
                                    socket.write(play.log.page(pull, Integer.MAX_VALUE));
                                }
                            };
                            play.hear(4);
                            play.live();
                            play.handsOverEverything();
                        }),
                Scenario.of(
                        "client-14",
                        section,
                        "Cut again and again in the middle of things, nothing is lost or doubled.",
                        play -> {
                            Socket live = play.live();
                            for (int i = 0; i < 4; i++) {
                                play.hear(3);
                                play.tell(play.log.size() - 2);
                                live.cut();
                                live = play.liveAfter(live);
                            }
                            play.handsOverEverything();
                        }),
                Scenario.of(
                        "client-15",
                        section,
                        "A hello's cursor was in a welcome or an event before, and covers nothing that is unknown.",
                        play -> {
                            Socket live = play.live();
                            play.hear(3);
                            play.tell(1);
                            play.tell(2);
                            play.await(
                                    "two events handed over",
                                    () -> play.handed().size() == 2);
                            live.cut();
                            play.liveAfter(live);
                            Set<String> known = new HashSet<>(List.of("", Log.cursor(0), Log.cursor(1), Log.cursor(2)));
                            for (Play.Seen hello : play.seen("hello")) {
                                Play.that(
                                        known.contains(Json.text(hello.frame(), "cursor")),
                                        "a cursor that was told: " + known,
                                        hello);
                            }
                            play.handsOverEverything();
                        }),
                Scenario.of(
                        "client-16",
                        "Connecting",
                        "Each hello has a new ticket, of the last answer of `/v1/connect`.",
                        play -> {
                            Socket live = play.live();
                            for (int i = 0; i < 2; i++) {
                                live.cut();
                                live = play.liveAfter(live);
                            }
                            List<String> tickets = play.seen("hello").stream()
                                    .map(hello -> Json.text(hello.frame(), "ticket"))
                                    .toList();
                            Play.that(
                                    tickets.equals(List.of("ticket-1", "ticket-2", "ticket-3")),
                                    "ticket-1, -2 and -3",
                                    tickets);
                        }));
    }

    /// No client has to use it. One that does keeps to this.
    private static List<Scenario> wayBack() {
        String section = "The way back";
        return List.of(
                Scenario.of(
                        "client-38",
                        section,
                        "While `/v1/connect` answers, its ticket is said and not that of `return`.",
                        play -> {
                            play.onHello = (socket, hello) -> {
                                play.welcome(socket, hello);
                                socket.write(back("back-" + play.seen("hello").size()));
                            };
                            Socket live = play.live();
                            play.hear(2);
                            play.tell(1);
                            play.tell(2);
                            play.handsOverEverything();
                            live.cut();
                            play.liveAfter(live);
                            Play.that(
                                    hellos(play).equals(List.of("ticket-1", "ticket-2")),
                                    "hellos with ticket-1 and ticket-2",
                                    hellos(play));
                        }),
                Scenario.of(
                        "client-39",
                        section,
                        "While `/v1/connect` does not answer, the ticket of `return` is said once, also if it is refused.",
                        play -> {
                            AtomicBoolean away = new AtomicBoolean();
                            play.onConnect = () -> away.get() ? Door.Reply.problem(503, "retry", "") : null;
                            play.onHello = (socket, hello) -> {
                                if (Json.text(hello, "ticket").equals("back")) {
                                    socket.error("ticket_expired", true, 4401);
                                } else {
                                    play.welcome(socket, hello);
                                    socket.write(back("back"));
                                }
                            };
                            Socket live = play.live();
                            play.hear(1);
                            play.tell(1);
                            play.handsOverEverything();
                            away.set(true);
                            live.cut();
                            play.await(
                                    "`/v1/connect` asked again and again",
                                    () -> play.seen("connect").size() >= 4);
                            away.set(false);
                            play.liveAfter(live);
                            long said = hellos(play).stream()
                                    .filter(ticket -> ticket.equals("back"))
                                    .count();
                            Play.that(said <= 1, "the ticket of `return` once at most", hellos(play));
                        }));
    }

    private static JsonNode back(String ticket) {
        return Json.of("type", "return", "ticket", ticket, "lifeMs", 900_000);
    }

    private static List<String> hellos(Play play) {
        return play.seen("hello").stream()
                .map(hello -> Json.text(hello.frame(), "ticket"))
                .toList();
    }

    private static List<Scenario> moving() {
        return List.of(
                Scenario.of(
                        "client-17",
                        "Server frames",
                        "`moved` is followed at once: to its url, with its ticket.",
                        play -> {
                            String ticket = "moved-" + play.ticket();
                            play.onHello = (socket, hello) -> {
                                if (socket.address().equals("2")) {
                                    play.welcome(socket, hello);
                                } else {
                                    socket.write(Json.of(
                                            "type",
                                            "moved",
                                            "url",
                                            play.socketUrl("2").toString(),
                                            "ticket",
                                            ticket));
                                    socket.close(4300, "moved");
                                }
                            };
                            play.hear(2);
                            play.live();
                            play.handsOverEverything();
                            List<Play.Seen> hellos = play.seen("hello");
                            Play.that(
                                    hellos.size() == 2
                                            && Json.text(hellos.get(1).frame(), "ticket")
                                                    .equals(ticket),
                                    "a second hello with the ticket of `moved`",
                                    hellos);
                            Play.that(hellos.get(1).atMs() - hellos.get(0).atMs() < 2_000, "it at once", hellos);
                        }),
                Scenario.of(
                        "client-18",
                        "Server frames",
                        "In a loop of `moved` a client stops after five, waits and asks `/v1/connect`.",
                        play -> {
                            AtomicBoolean loop = new AtomicBoolean(true);
                            play.onHello = (socket, hello) -> {
                                if (loop.get()) {
                                    String other = socket.address().equals("1") ? "2" : "1";
                                    socket.write(Json.of(
                                            "type",
                                            "moved",
                                            "url",
                                            play.socketUrl(other).toString(),
                                            "ticket",
                                            play.ticket()));
                                    socket.close(4300, "moved");
                                } else {
                                    play.welcome(socket, hello);
                                }
                            };
                            play.hear(2);
                            play.await(
                                    "`/v1/connect` asked for the third time",
                                    () -> play.seen("connect").size() >= 3);
                            int opened = play.seen("open").size();
                            Play.that(
                                    opened <= 3 * MOST_MOVES,
                                    "at most " + MOST_MOVES + " connections for each asking",
                                    opened);
                            loop.set(false);
                            play.live();
                            play.handsOverEverything();
                        }),
                Scenario.of(
                        "client-19",
                        "Server frames",
                        "After `drain` a client goes to its url with its ticket, and not before its delay.",
                        play -> {
                            Socket live = play.live();
                            play.hear(3);
                            play.tell(1);
                            int delay = 1_200;
                            long told = System.nanoTime();
                            String ticket = play.ticket();
                            live.write(Json.of(
                                    "type",
                                    "drain",
                                    "url",
                                    play.socketUrl("2").toString(),
                                    "ticket",
                                    ticket,
                                    "afterMs",
                                    delay));
                            live.close(4300, "moved");
                            Socket next = play.liveAfter(live);
                            long waited =
                                    Duration.ofNanos(System.nanoTime() - told).toMillis();
                            Play.that(next.address().equals("2"), "a connection to the url of `drain`", next.address());
                            Play.that(
                                    waited >= delay - 100 && waited < delay + 3_000,
                                    "it after " + delay + " ms",
                                    waited + " ms");
                            Play.that(
                                    Json.text(play.seen("hello").getLast().frame(), "ticket")
                                            .equals(ticket),
                                    "the ticket of `drain`",
                                    play.seen("hello").getLast());
                            play.handsOverEverything();
                        }),
                Scenario.of(
                        "client-20",
                        "hello",
                        "A hello that is answered with `retry` and 1013 is repeated with more and more patience.",
                        play -> {
                            AtomicInteger hellos = new AtomicInteger();
                            play.onHello = (socket, hello) -> {
                                if (hellos.incrementAndGet() <= 4) {
                                    socket.error("retry", true, 1013);
                                } else {
                                    play.welcome(socket, hello);
                                }
                            };
                            play.hear(1);
                            play.live();
                            play.handsOverEverything();
                            List<Play.Seen> connects = play.seen("connect");
                            long waited = connects.getLast().atMs()
                                    - connects.getFirst().atMs();
                            Play.that(connects.size() >= 5, "a new ticket for each attempt", connects);
                            Play.that(waited > 1_500, "more than 1.5 s over five attempts", waited + " ms");
                        }),
                Scenario.of(
                        "client-21",
                        "Connecting",
                        "`503` of `/v1/connect` is asked again, and not before `Retry-After`.",
                        play -> {
                            AtomicInteger asked = new AtomicInteger();
                            play.onConnect =
                                    () -> asked.incrementAndGet() == 1 ? Door.Reply.problem(503, "retry", "2") : null;
                            play.hear(1);
                            play.live();
                            List<Play.Seen> connects = play.seen("connect");
                            // The first may have been before the scenario said no.
                            long waited =
                                    connects.get(1).atMs() - connects.get(0).atMs();
                            Play.that(waited >= 1_900, "two seconds between", waited + " ms");
                            play.handsOverEverything();
                        }),
                Scenario.of(
                        "client-22",
                        "REST",
                        "An access token that has expired is refreshed, and nothing else is lost.",
                        play -> {
                            Socket live = play.live();
                            AtomicInteger refused = new AtomicInteger();
                            play.onConnect = () ->
                                    Json.text(play.seen("connect").getLast().frame(), "accessToken")
                                                            .equals("access-1")
                                                    && refused.incrementAndGet() < 10
                                            ? Door.Reply.problem(401, "token_invalid", "")
                                            : null;
                            play.hear(2);
                            live.cut();
                            play.liveAfter(live);
                            play.handsOverEverything();
                        }),
                Scenario.of(
                        "client-23",
                        "Heartbeats and the end of a connection",
                        "After `replaced` a client does not come back by itself.",
                        play -> {
                            Socket live = play.live();
                            live.error("replaced", false, 4409);
                            Play.pause(Duration.ofSeconds(4));
                            Play.that(play.seen("open").size() == 1, "no further connection", play.seen("open"));
                        }),
                Scenario.of(
                                "client-24",
                                "Heartbeats and the end of a connection",
                                "A heartbeat comes every 5 seconds.",
                                play -> {
                                    play.live();
                                    play.await(
                                            "three heartbeats",
                                            () -> play.seen("heartbeat").size() >= 3);
                                    List<Play.Seen> beats = play.seen("heartbeat");
                                    long between = (beats.getLast().atMs()
                                                    - beats.getFirst().atMs())
                                            / (beats.size() - 1);
                                    Play.that(between > 3_000 && between < 8_000, "5 seconds between", between + " ms");
                                })
                        .slowly());
    }

    private static List<Scenario> sending() {
        String section = "Sending";
        return List.of(
                Scenario.of("client-25", section, "A send is settled by its own event, with its seq.", play -> {
                    play.live();
                    play.ask("k", "Hi!");
                    play.isSent("k", 1);
                    Play.that(play.seen("send").size() == 1, "one attempt", play.seen("send"));
                    play.handsOverEverything();
                }),
                Scenario.of(
                        "client-26",
                        section,
                        "A send that was taken, but whose connection ended before it was told, is one message.",
                        play -> {
                            Socket live = play.live();
                            AtomicBoolean cut = new AtomicBoolean();
                            Play.Answer usual = play.onSend;
                            play.onSend = (socket, send) -> {
                                if (cut.compareAndSet(false, true)) {
                                    play.log.take(send);
                                    socket.cut();
                                } else {
                                    usual.to(socket, send);
                                }
                            };
                            play.ask("k", "Hi!");
                            play.liveAfter(live);
                            play.isSent("k", 1);
                            play.attemptsAreEqual(1);
                            play.handsOverEverything();
                            Play.that(play.log.size() == 1, "one message", play.log.size());
                        }),
                Scenario.of(
                        "client-27",
                        section,
                        "A send that was lost with its connection is repeated, all four fields unchanged.",
                        play -> {
                            Socket live = play.live();
                            play.hear(2);
                            play.tell(1);
                            play.tell(2);
                            play.handsOverEverything();
                            AtomicBoolean cut = new AtomicBoolean();
                            Play.Answer usual = play.onSend;
                            play.onSend = (socket, send) -> {
                                if (cut.compareAndSet(false, true)) {
                                    // The other says something meanwhile: the repeat must not know of it.
                                    play.hear(2);
                                    socket.cut();
                                } else {
                                    usual.to(socket, send);
                                }
                            };
                            play.ask("k", "Hi!");
                            play.liveAfter(live);
                            play.isSent("k", 5);
                            play.attemptsAreEqual(2);
                            Play.that(
                                    Json.number(play.seen("send").getFirst().frame(), "afterSeq") == 2,
                                    "`afterSeq` = 2",
                                    play.seen("send"));
                            play.handsOverEverything();
                        }),
                Scenario.of(
                        "client-28",
                        section,
                        "A send that is answered with `retry` is repeated, all four fields unchanged.",
                        play -> {
                            again(play, "retry", 0);
                            play.attemptsAreEqual(3);
                        }),
                Scenario.of(
                        "client-29",
                        section,
                        "A send that is `rate_limited` is repeated, and not before `retryAfterMs`.",
                        play -> {
                            again(play, "rate_limited", 1_000);
                            List<Play.Seen> attempts = play.seen("send");
                            for (int i = 1; i < attempts.size(); i++) {
                                long waited = attempts.get(i).atMs()
                                        - attempts.get(i - 1).atMs();
                                Play.that(waited >= 950, "a second between attempts", waited + " ms");
                            }
                        }),
                Scenario.of(
                        "client-30",
                        section,
                        "`sent` settles a send, and the event it speaks of is pulled if it is missing.",
                        play -> {
                            play.live();
                            play.onSend = (socket, send) -> {
                                play.hear(1);
                                socket.write(Play.sent(play.log.take(send)));
                            };
                            play.ask("k", "Hi!");
                            play.isSent("k", 2);
                            play.handsOverEverything();
                        }),
                Scenario.of(
                        "client-31",
                        section,
                        "An answer that comes twice settles once, and one about nobody's send changes nothing.",
                        play -> {
                            Socket live = play.live();
                            play.onSend = (socket, send) -> {
                                JsonNode event = play.log.take(send);
                                JsonNode strange = Play.sent(event)
                                        .put("clientMessageId", "nobody")
                                        .put("seq", 1);
                                socket.write(strange);
                                socket.write(play.log.frame(1));
                                socket.write(Play.sent(event));
                                socket.write(play.log.frame(1));
                            };
                            play.ask("k", "Hi!");
                            play.isSent("k", 1);
                            play.handsOverEverything();
                            Play.that(play.live() == live, "one connection", play.seen("open"));
                        }),
                Scenario.of(
                        "client-32",
                        section,
                        "What is asked for while there is no connection is sent after the welcome.",
                        play -> {
                            Socket live = play.live();
                            AtomicBoolean away = new AtomicBoolean(true);
                            play.onConnect = () -> away.get() ? Door.Reply.problem(503, "retry", "1") : null;
                            live.cut();
                            play.ask("k-1", "one");
                            play.ask("k-2", "two");
                            Play.pause(Duration.ofMillis(700));
                            away.set(false);
                            play.isSent("k-1", 1);
                            play.isSent("k-2", 2);
                            play.handsOverEverything();
                        }),
                Scenario.of("client-33", section, "Every message has a clientMessageId of its own.", play -> {
                    play.live();
                    for (int i = 1; i <= 5; i++) {
                        play.ask("k-" + i, "the same text");
                    }
                    for (int i = 1; i <= 5; i++) {
                        play.outcome("k-" + i);
                    }
                    play.handsOverEverything();
                    Play.that(play.log.size() == 5, "five messages", play.log.size());
                }));
    }

    /// Twice an error with `retry`, then the usual.
    private static void again(Play play, String code, int retryAfterMs) throws Exception {
        play.live();
        AtomicInteger attempts = new AtomicInteger();
        Play.Answer usual = play.onSend;
        play.onSend = (socket, send) -> {
            if (attempts.incrementAndGet() > 2) {
                usual.to(socket, send);
                return;
            }
            var error = Json.of(
                    "type",
                    "error",
                    "code",
                    code,
                    "detail",
                    "Not now.",
                    "retry",
                    true,
                    "clientMessageId",
                    Json.text(send, "clientMessageId"));
            socket.write(retryAfterMs == 0 ? error : error.put("retryAfterMs", retryAfterMs));
        };
        play.ask("k", "Hi!");
        play.isSent("k", 1);
        play.handsOverEverything();
    }

    private static List<Scenario> refusals() {
        String section = "Sending";
        return List.of(
                Scenario.of("client-34", section, "`refused` is final.", play -> {
                    play.live();
                    play.onSend = (socket, send) -> socket.write(Json.of(
                            "type",
                            "refused",
                            "conversationId",
                            Log.CONVERSATION,
                            "clientMessageId",
                            Json.text(send, "clientMessageId"),
                            "code",
                            "blocked",
                            "detail",
                            "No."));
                    isFinal(play, "blocked");
                }),
                Scenario.of("client-35", section, "An error about a send that says `retry` false is final.", play -> {
                    play.live();
                    play.onSend = (socket, send) -> error(socket, send, "unknown_user");
                    isFinal(play, "unknown_user");
                }),
                Scenario.of("client-36", "The chat protocol", "A code nobody knows goes by its `retry`.", play -> {
                    play.live();
                    play.onSend = (socket, send) -> error(socket, send, "too_blue");
                    isFinal(play, "too_blue");
                }),
                Scenario.of("client-37", section, "A refused send does not hold up the next one.", play -> {
                    play.live();
                    AtomicInteger sends = new AtomicInteger();
                    Play.Answer usual = play.onSend;
                    play.onSend = (socket, send) -> {
                        if (sends.incrementAndGet() == 1) {
                            error(socket, send, "not_a_member");
                        } else {
                            usual.to(socket, send);
                        }
                    };
                    play.ask("k-1", "one");
                    play.ask("k-2", "two");
                    play.isRefused("k-1", "not_a_member");
                    play.isSent("k-2", 1);
                }));
    }

    private static void error(Socket socket, JsonNode send, String code) throws java.io.IOException {
        socket.write(Json.of(
                "type",
                "error",
                "code",
                code,
                "detail",
                "No.",
                "retry",
                false,
                "clientMessageId",
                Json.text(send, "clientMessageId")));
    }

    private static void isFinal(Play play, String code) throws Exception {
        play.ask("k", "Hi!");
        play.isRefused("k", code);
        Play.pause(Duration.ofSeconds(2));
        Play.that(play.seen("send").size() == 1, "one attempt", play.seen("send"));
        Play.that(play.seen("open").size() == 1, "one connection", play.seen("open"));
    }
}
