package dev.parley.systemtests.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One way in which a server may break the protocol, and the check that must notice.
///
/// @param fromServer makes the frames of each new connection others: one may become none or several
/// @param fromClient what the server is told in place of a frame
/// @param http what is answered in place of an answer
/// @param closeCode in place of the server's
record Breakage(
        String what,
        String check,
        Function<Integer, Function<ObjectNode, List<ObjectNode>>> fromServer,
        UnaryOperator<ObjectNode> fromClient,
        UnaryOperator<BreakingProxy.Reply> http,
        IntUnaryOperator closeCode,
        boolean pongs,
        boolean handshakeHeaders) {
    private static final JsonMapper JSON = new JsonMapper();

    /// As it is.
    static final Breakage NONE = new Breakage(
            "nothing", "", connection -> List::of, frame -> frame, reply -> reply, code -> code, true, true);

    static final List<Breakage> ALL = List.of(
            lossy("every second event is lost", "send-02"),
            frames("each event comes twice", "send-05", "event", frame -> List.of(frame, frame)),
            swapped("two events change places", "send-03"),
            altered(
                    "seqs begin with 2",
                    "send-01",
                    "event",
                    frame -> frame.put("seq", frame.path("seq").asLong() + 1)),
            altered("an event has no cursor", "send-09", "event", frame -> frame.remove("cursor")),
            altered("an id is a number", "send-01", "event", frame -> frame.put("author", 17)),
            altered(
                    "texts lose white space",
                    "send-18",
                    "event",
                    frame -> frame.put("text", frame.path("text").asString("").strip())),
            altered("`type` is not the first field", "hello-01", "welcome", frame -> {
                JsonNode type = frame.remove("type");
                frame.set("type", type);
            }),
            altered("a ticket for coming back is none", "hello-21", "return", frame -> frame.put("ticket", "x.y.z")),
            altered("a repeat gets another seq", "send-11", "sent", frame -> frame.put("seq", 99)),
            frames("a repeat is not answered", "send-13", "sent", frame -> List.of()),
            forgetful("a repeat is a second event", "send-12"),
            altered("a refusal has another code", "send-27", "refused", frame -> frame.put("code", "forbidden")),
            frames(
                    "a refusal is an error",
                    "send-26",
                    "refused",
                    frame -> List.of(JSON.createObjectNode()
                            .put("type", "error")
                            .put("code", "unknown_conversation")
                            .put("detail", "")
                            .put("retry", false)
                            .put(
                                    "clientMessageId",
                                    frame.path("clientMessageId").asString("")))),
            altered("an error says `retry`", "frame-03", "error", frame -> frame.put("retry", true)),
            altered("an error forgets its send", "send-21", "error", frame -> frame.remove("clientMessageId")),
            altered("an error forgets its pull", "pull-07", "error", frame -> frame.remove("requestId")),
            altered("all errors are `internal`", "frame-01", "error", frame -> frame.put("code", "internal")),
            closes("close codes are 1000", "hello-03", code -> 1000),
            closes("a binary frame closes with 1002", "frame-05", code -> code == 1003 ? 1002 : code),
            altered("`more` is always false", "pull-02", "page", frame -> frame.put("more", false)),
            altered(
                    "pages are newest first",
                    "pull-01",
                    "page",
                    frame -> frame.set("events", reversed(frame.path("events")))),
            altered("pages lack an event", "pull-10", "page", frame -> {
                if (frame.path("events").size() > 1) {
                    ((ArrayNode) frame.path("events")).remove(0);
                }
            }),
            altered("heads are empty", "back-01", "welcome", frame -> frame.set("heads", JSON.createArrayNode())),
            altered(
                    "heads count too much",
                    "back-02",
                    "welcome",
                    frame -> frame.path("heads").forEach(head -> ((ObjectNode) head).put("unread", 77))),
            asked("cursors are ignored", "back-03", "hello", frame -> frame.remove("cursor")),
            altered("a receipt counts wrongly", "read-01", "receipt", frame -> frame.put("unread", 5)),
            altered("a read mark follows the last read", "read-02", "receipt", frame -> frame.put("readSeq", 1)),
            altered("others are told what is unread", "read-06", "receipt", frame -> frame.put("unread", 0)),
            altered("a mute has no end", "mute-01", "muted", frame -> frame.remove("mutedUntil")),
            frames("each mute is told twice", "mute-04", "muted", frame -> List.of(frame, frame)),
            altered("someone else types", "typing-01", "typing", frame -> frame.put("userId", "17")),
            frames("nobody is seen typing", "typing-02", "typing", frame -> List.of()),
            altered(
                    "who is online looks offline",
                    "presence-01",
                    "presence",
                    frame -> frame.path("users").forEach(user -> ((ObjectNode) user).put("online", false))),
            altered(
                    "the invisible are seen",
                    "presence-08",
                    "presence",
                    frame -> frame.path("users").forEach(user -> ((ObjectNode) user).put("online", true))),
            altered(
                    "a membership event names nobody",
                    "group-02",
                    "event",
                    frame -> frame.set("users", JSON.createArrayNode())),
            altered(
                    "a new admin is a member",
                    "group-06",
                    "event",
                    frame -> frame.path("members").forEach(member -> {
                        if (member.path("role").asString().equals("admin")) {
                            ((ObjectNode) member).put("role", "member");
                        }
                    })),
            altered("delivery is told as reading", "ack-01", "receipt", frame -> {
                JsonNode seq = frame.remove("deliveredSeq");
                frame.set("readSeq", seq);
            }),
            asked("a heartbeat is answered", "life-03", "heartbeat", frame -> frame.put("type", "hartbeat")),
            asked("empty texts are sent", "send-21", "send", frame -> {
                if (frame.path("text").asString("").isEmpty()) {
                    frame.put("text", "-");
                }
            }),
            asked("`afterSeq` is not looked at", "send-28", "send", frame -> frame.put("afterSeq", 0)),
            new Breakage(
                    "pings are not answered",
                    "life-01",
                    connection -> List::of,
                    frame -> frame,
                    reply -> reply,
                    code -> code,
                    false,
                    true),
            new Breakage(
                    "the subprotocol is not confirmed",
                    "connect-06",
                    connection -> List::of,
                    frame -> frame,
                    reply -> reply,
                    code -> code,
                    true,
                    false),
            answers(
                    "problems are plain JSON",
                    "login-05",
                    reply -> reply.status() < 400 ? reply : reply.with("content-type", "application/json")),
            answers(
                    "a wrong password is 403",
                    "login-05",
                    reply -> reply.status() == 401 ? reply.withStatus(403) : reply),
            answers(
                    "a reused refresh token is any broken one",
                    "login-07",
                    reply -> reply.withBody(reply.body().replace("token_reused", "token_invalid"))),
            answers("no Content-Security-Policy", "page-01", reply -> reply.with("content-security-policy", "")),
            answers(
                    "inline script is allowed",
                    "page-01",
                    reply -> reply.with("content-security-policy", "default-src 'self' 'unsafe-inline'")),
            answers(
                    "the history has no older events",
                    "history-01",
                    reply -> reply.withBody(reply.body().replace("\"more\":true", "\"more\":false"))),
            answers(
                    "forbidden things are done",
                    "group-11",
                    reply -> reply.status() == 403 ? reply.withStatus(200) : reply),
            answers(
                    "an owner is a member",
                    "group-01",
                    reply -> reply.withBody(reply.body().replace("\"owner\"", "\"member\""))),
            answers(
                    "names are taken twice",
                    "login-02",
                    reply -> reply.status() == 409 ? reply.withStatus(201) : reply));

    private static Breakage frames(
            String what, String check, String type, Function<ObjectNode, List<ObjectNode>> change) {
        return perConnection(
                what, check, connection -> frame -> isOf(frame, type) ? change.apply(frame) : List.of(frame));
    }

    private static Breakage altered(String what, String check, String type, Consumer<ObjectNode> change) {
        return frames(what, check, type, frame -> {
            change.accept(frame);
            return List.of(frame);
        });
    }

    private static Breakage perConnection(
            String what, String check, Function<Integer, Function<ObjectNode, List<ObjectNode>>> change) {
        return new Breakage(what, check, change, frame -> frame, reply -> reply, code -> code, true, true);
    }

    private static Breakage asked(String what, String check, String type, Consumer<ObjectNode> change) {
        return new Breakage(
                what,
                check,
                connection -> List::of,
                frame -> {
                    if (isOf(frame, type)) {
                        change.accept(frame);
                    }
                    return frame;
                },
                reply -> reply,
                code -> code,
                true,
                true);
    }

    private static Breakage closes(String what, String check, IntUnaryOperator code) {
        return new Breakage(what, check, connection -> List::of, frame -> frame, reply -> reply, code, true, true);
    }

    private static Breakage answers(String what, String check, UnaryOperator<BreakingProxy.Reply> http) {
        return new Breakage(what, check, connection -> List::of, frame -> frame, http, code -> code, true, true);
    }

    /// The second and third event of each connection.
    private static Breakage swapped(String what, String check) {
        return perConnection(what, check, connection -> {
            List<ObjectNode> held = new ArrayList<>();
            AtomicInteger seen = new AtomicInteger();
            return frame -> {
                if (!isOf(frame, "event")) {
                    return List.of(frame);
                }
                if (seen.incrementAndGet() == 2) {
                    held.add(frame);
                    return List.of();
                }
                List<ObjectNode> now = new ArrayList<>(List.of(frame));
                now.addAll(held);
                held.clear();
                return now;
            };
        });
    }

    /// Each attempt under a name of its own, and back.
    private static Breakage forgetful(String what, String check) {
        AtomicInteger attempts = new AtomicInteger();
        Map<String, String> names = new ConcurrentHashMap<>();
        return new Breakage(
                what,
                check,
                connection -> frame -> {
                    String name = names.get(frame.path("clientMessageId").asString(""));
                    return List.of(name == null ? frame : frame.put("clientMessageId", name));
                },
                frame -> {
                    if (isOf(frame, "send")) {
                        String name = "attempt-" + attempts.incrementAndGet();
                        names.put(name, frame.path("clientMessageId").asString(""));
                        frame.put("clientMessageId", name);
                    }
                    return frame;
                },
                reply -> reply,
                code -> code,
                true,
                true);
    }

    private static Breakage lossy(String what, String check) {
        AtomicInteger events = new AtomicInteger();
        return frames(what, check, "event", frame -> events.incrementAndGet() % 2 == 0 ? List.of() : List.of(frame));
    }

    private static ArrayNode reversed(JsonNode events) {
        ArrayNode turned = JSON.createArrayNode();
        for (int i = events.size() - 1; i >= 0; i--) {
            turned.add(events.get(i));
        }
        return turned;
    }

    private static boolean isOf(ObjectNode frame, String type) {
        return frame.path("type").asString("").equals(type);
    }

    @Override
    public String toString() {
        return what;
    }
}
