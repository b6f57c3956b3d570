package dev.parley.conformance.hostile;

import dev.parley.conformance.wire.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The truth about one conversation: what was said, in order. The cursor is how much of it there was.
final class Log {
    static final String ME = "101";
    static final String OTHER = "202";
    static final String CONVERSATION = "d." + ME + "." + OTHER;
    private static final long FIRST_MESSAGE = 6_291_468_000L;

    private final List<ObjectNode> events = new ArrayList<>();

    synchronized int size() {
        return events.size();
    }

    /// What the other says.
    ObjectNode hear(String text) {
        return append(OTHER, "other-" + (size() + 1), text);
    }

    /// What the client says; a repeat is the event that is there.
    synchronized ObjectNode take(JsonNode send) {
        String name = Json.text(send, "clientMessageId");
        return events.stream()
                .filter(event -> isBy(event, name))
                .findFirst()
                .orElseGet(() -> append(ME, name, Json.text(send, "text")));
    }

    synchronized boolean has(JsonNode send) {
        return events.stream().anyMatch(event -> isBy(event, Json.text(send, "clientMessageId")));
    }

    private static boolean isBy(JsonNode event, String clientMessageId) {
        return Json.text(event, "author").equals(ME)
                && Json.text(event, "clientMessageId").equals(clientMessageId);
    }

    private synchronized ObjectNode append(String author, String clientMessageId, String text) {
        ObjectNode event = bare(author, "message");
        event.put("clientMessageId", clientMessageId).put("text", text);
        events.add(event);
        return event;
    }

    /// An event of a kind that no client of today knows.
    synchronized ObjectNode hearSomethingNew() {
        ObjectNode event = bare(OTHER, "reaction");
        event.put("emoji", "👍").set("to", Json.of("seq", 1));
        events.add(event);
        return event;
    }

    private ObjectNode bare(String author, String kind) {
        int seq = events.size() + 1;
        return Json.of(
                "conversationId",
                CONVERSATION,
                "seq",
                seq,
                "messageId",
                Long.toString(FIRST_MESSAGE + seq),
                "author",
                author,
                "sentAt",
                "2026-03-01T12:00:00.000Z",
                "kind",
                kind);
    }

    /// As a live frame.
    synchronized ObjectNode frame(int seq) {
        ObjectNode frame = Json.of("type", "event");
        frame.setAll(events.get(seq - 1));
        return frame.put("cursor", cursor(seq));
    }

    static String cursor(int seq) {
        return "1." + seq;
    }

    /// The page of a pull, of at most so many events.
    synchronized ObjectNode page(JsonNode pull, int most) {
        int after = (int) Json.number(pull, "after");
        int limit = Math.min(most, pull.path("limit").asInt(50));
        int end = Math.min(events.size(), after + limit);
        List<ObjectNode> page = after >= events.size() ? List.of() : List.copyOf(events.subList(after, end));
        return Json.of(
                "type",
                "page",
                "requestId",
                Json.text(pull, "requestId"),
                "conversationId",
                Json.text(pull, "conversationId"),
                "events",
                page,
                "more",
                !page.isEmpty() && end < events.size());
    }

    /// The heads that changed since a cursor.
    synchronized List<ObjectNode> heads(String cursor) {
        int known = cursor.isEmpty() ? 0 : Integer.parseInt(cursor.substring(2));
        return events.size() <= known
                ? List.of()
                : List.of(Json.of(
                        "conversationId", CONVERSATION, "seq", events.size(), "readSeq", 0, "unread", events.size()));
    }
}
