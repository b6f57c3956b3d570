package dev.parley.conformance.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How each frame of a server's must look, whatever else is being checked. Fields and types that are not here may come:
/// a protocol grows.
final class FrameShapes {
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,18}");
    private static final Pattern CONVERSATION =
            Pattern.compile("d\\.[1-9][0-9]{0,18}\\.[1-9][0-9]{0,18}|g\\.[1-9][0-9]{0,18}");
    private static final Pattern INSTANT = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");

    private static final Kind TEXT = new Kind("a string", JsonNode::isString);
    private static final Kind FLAG = new Kind("a boolean", JsonNode::isBoolean);
    private static final Kind COUNT =
            new Kind("an integer from 0", node -> node.isIntegralNumber() && node.asLong() >= 0);
    private static final Kind SEQ =
            new Kind("an integer from 1", node -> node.isIntegralNumber() && node.asLong() >= 1);
    private static final Kind USER = matching("an id", ID);
    private static final Kind PLACE = matching("a conversation id", CONVERSATION);
    private static final Kind TIME = matching("a time in UTC", INSTANT);
    private static final Kind UNTIL = new Kind(
            "a time in UTC or `forever`",
            node -> TIME.fits().test(node) || node.asString("").equals("forever"));
    private static final Kind NOT_EMPTY = new Kind(
            "a string that is not empty",
            node -> node.isString() && !node.asString().isEmpty());
    private static final Kind LIST = new Kind("an array", JsonNode::isArray);

    private static final Map<String, Shape> FRAMES = Map.ofEntries(
            Map.entry(
                    "welcome",
                    shape(
                            "userId",
                            USER,
                            "deviceId",
                            USER,
                            "server",
                            NOT_EMPTY,
                            "cursor",
                            NOT_EMPTY,
                            "heads",
                            LIST,
                            "more",
                            FLAG)),
            Map.entry("event", shape("cursor", NOT_EMPTY)),
            Map.entry("sent", shape("conversationId", PLACE, "clientMessageId", TEXT, "seq", SEQ, "messageId", USER)),
            Map.entry("refused", shape("conversationId", PLACE, "clientMessageId", TEXT, "code", TEXT, "detail", TEXT)),
            Map.entry("page", shape("requestId", TEXT, "conversationId", PLACE, "events", LIST, "more", FLAG)),
            Map.entry(
                    "receipt",
                    shape("conversationId", PLACE, "userId", USER)
                            .maybe("readSeq", SEQ, "deliveredSeq", SEQ, "unread", COUNT)),
            Map.entry("muted", shape("conversationId", PLACE).maybe("mutedUntil", UNTIL)),
            Map.entry("typing", shape("conversationId", PLACE, "userId", USER, "expiresInMs", COUNT)),
            Map.entry("presence", shape("users", LIST)),
            Map.entry("moved", shape("url", NOT_EMPTY, "ticket", NOT_EMPTY)),
            Map.entry("drain", shape("url", NOT_EMPTY, "ticket", NOT_EMPTY, "afterMs", COUNT)),
            Map.entry("return", shape("ticket", NOT_EMPTY, "lifeMs", COUNT)),
            Map.entry(
                    "error",
                    shape("code", NOT_EMPTY, "detail", TEXT, "retry", FLAG)
                            .maybe("clientMessageId", TEXT, "requestId", TEXT, "retryAfterMs", COUNT)));
    private static final Shape HEAD = shape("conversationId", PLACE, "seq", COUNT, "readSeq", COUNT, "unread", COUNT)
            .maybe("leftSeq", SEQ, "mutedUntil", UNTIL);
    private static final Shape PRESENCE = shape("userId", USER, "online", FLAG).maybe("lastSeenAt", TIME);
    private static final Shape EVENT = shape(
            "conversationId", PLACE, "seq", SEQ, "messageId", USER, "author", USER, "sentAt", TIME, "kind", NOT_EMPTY);
    private static final Map<String, Shape> KINDS = Map.of(
            "message", shape("clientMessageId", NOT_EMPTY, "text", NOT_EMPTY),
            "membership", shape("change", NOT_EMPTY, "version", SEQ, "title", TEXT, "users", LIST, "members", LIST),
            "block", shape("blocked", FLAG));

    private FrameShapes() {}

    /// What a field must be.
    private record Kind(String words, Predicate<JsonNode> fits) {}

    private record Shape(Map<String, Kind> must, Map<String, Kind> may) {
        Shape maybe(Object... namesAndKinds) {
            return new Shape(must, kinds(namesAndKinds));
        }

        @Nullable
        String fault(JsonNode object) {
            for (Map.Entry<String, Kind> each : must.entrySet()) {
                if (!each.getValue().fits().test(object.path(each.getKey()))) {
                    return "`" + each.getKey() + "` as " + each.getValue().words();
                }
            }
            for (Map.Entry<String, Kind> each : may.entrySet()) {
                JsonNode value = object.path(each.getKey());
                if (!value.isMissingNode() && !each.getValue().fits().test(value)) {
                    return "`" + each.getKey() + "`, if at all, as "
                            + each.getValue().words();
                }
            }
            return null;
        }
    }

    /// What is wrong with a frame; null if nothing is.
    static @Nullable String fault(JsonNode frame) {
        if (!frame.isObject()) {
            return "a JSON object in each text frame";
        }
        String type = frame.path("type").asString("");
        if (type.isEmpty() || !frame.propertyNames().iterator().next().equals("type")) {
            return "`type` as the first field of each frame";
        }
        Shape shape = FRAMES.get(type);
        String fault = shape == null ? null : shape.fault(frame);
        return fault != null ? "a `" + type + "` frame with " + fault : inside(type, frame);
    }

    private static @Nullable String inside(String type, JsonNode frame) {
        return switch (type) {
            case "welcome" -> first(frame.path("heads"), FrameShapes::headFault);
            case "presence" -> first(frame.path("users"), user -> PRESENCE.fault(user));
            case "page" -> first(frame.path("events"), FrameShapes::pageEventFault);
            case "event" -> eventFault(frame);
            default -> null;
        };
    }

    private static @Nullable String headFault(JsonNode head) {
        String fault = HEAD.fault(head);
        return fault == null ? null : "a head with " + fault;
    }

    private static @Nullable String pageEventFault(JsonNode event) {
        return event.has("cursor") || event.has("type")
                ? "events of a page without `type` and `cursor`"
                : eventFault(event);
    }

    /// Also for the events of the history over HTTP.
    static @Nullable String eventFault(JsonNode event) {
        String fault = EVENT.fault(event);
        Shape kind = KINDS.get(event.path("kind").asString(""));
        if (fault == null && kind != null) {
            fault = kind.fault(event);
        }
        return fault == null ? null : "an event with " + fault;
    }

    private static @Nullable String first(
            JsonNode list, java.util.function.Function<JsonNode, @Nullable String> faultOf) {
        for (JsonNode each : list) {
            String fault = faultOf.apply(each);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static Kind matching(String words, Pattern pattern) {
        return new Kind(
                words,
                node -> node.isString() && pattern.matcher(node.asString()).matches());
    }

    private static Shape shape(Object... namesAndKinds) {
        return new Shape(kinds(namesAndKinds), Map.of());
    }

    private static Map<String, Kind> kinds(Object... namesAndKinds) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        List<Object> all = List.of(namesAndKinds);
        for (int i = 0; i < all.size(); i += 2) {
            kinds.put((String) all.get(i), (Kind) all.get(i + 1));
        }
        return kinds;
    }
}
