package dev.parley.standalone.admin;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Answers as people read them, or one JSON object a line. Texts of users need no escaping: the service takes none with
/// control characters.
final class Show {
    private final PrintStream out;
    private final boolean json;

    Show(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void user(JsonNode user) {
        if (json) {
            out.println(user);
            return;
        }
        line("name", text(user, "name") + " (" + text(user, "displayName") + ")");
        line("id", text(user, "userId"));
        line("since", text(user, "createdAt"));
        if (user.has("suspendedSince")) {
            line("suspended", "since " + text(user, "suspendedSince"));
        }
    }

    void devices(JsonNode answer) {
        for (JsonNode it : answer.path("devices")) {
            row(it, "%-20s last seen %s  %s", text(it, "deviceId"), text(it, "lastSeenAt"), text(it, "name"));
        }
        if (answer.path("devices").isEmpty() && !json) {
            out.println("logged in nowhere");
        }
    }

    void loggedOut(JsonNode answer) {
        row(answer, "devices logged out: %s", text(answer, "loggedOut"));
    }

    void trace(JsonNode message) {
        if (json) {
            out.println(message);
            return;
        }
        line("author", text(message, "author"));
        line("place", text(message, "seq") + " in " + text(message, "conversationId"));
        line("accepted", text(message, "acceptedAt"));
        line("stored", text(message, "storedAt"));
        for (JsonNode it : message.path("recipients")) {
            line("for", text(it, "userId") + ": " + far(it));
        }
    }

    private static String far(JsonNode recipient) {
        String place = recipient.path("read").asBoolean()
                ? "read"
                : recipient.path("delivered").asBoolean()
                        ? "on a device, not read"
                        : recipient.path("inInbox").asBoolean() ? "in the inbox, on no device" : "on its way";
        return recipient.has("push") ? place + ", push: " + text(recipient, "push") : place;
    }

    /// What was removed, store by store.
    void receipt(JsonNode receipt) {
        if (json) {
            out.println(receipt);
            return;
        }
        out.println("erased " + text(receipt, "userId") + " at " + text(receipt, "erasedAt"));
        for (String store : receipt.propertyNames()) {
            if (receipt.path(store).isObject()) {
                String counts = receipt.path(store).properties().stream()
                        .map(count -> count.getValue().asString() + " " + count.getKey())
                        .collect(Collectors.joining(", "));
                out.println(String.format(Locale.ROOT, "  %-12s %s", store, counts));
            }
        }
    }

    void slots(JsonNode answer) {
        for (JsonNode it : answer.path("servers")) {
            List<Integer> slots = numbers(it.path("slots"));
            row(
                    it,
                    "%-20s %s connections, %d slots: %s%s",
                    text(it, "id"),
                    text(it, "connections"),
                    slots.size(),
                    ranges(slots),
                    it.path("draining").asBoolean() ? " (draining)" : "");
        }
        List<Integer> without = numbers(answer.path("withoutOwner"));
        if (json) {
            out.println("{\"withoutOwner\":" + answer.path("withoutOwner") + "}");
        } else if (answer.path("servers").isEmpty()) {
            out.println("no chat server owns a slot");
        } else if (!without.isEmpty()) {
            out.println("without an owner: " + ranges(without));
        }
    }

    private static List<Integer> numbers(JsonNode array) {
        return array.valueStream().map(JsonNode::asInt).toList();
    }

    /// Rising numbers, neighbours drawn together: `0-3, 7`.
    static String ranges(List<Integer> rising) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rising.size(); i++) {
            int first = rising.get(i);
            while (i + 1 < rising.size() && rising.get(i + 1) == rising.get(i) + 1) {
                i++;
            }
            text.append(text.isEmpty() ? "" : ", ").append(first);
            if (rising.get(i) > first) {
                text.append('-').append(rising.get(i));
            }
        }
        return text.toString();
    }

    void lag(JsonNode answer) {
        for (JsonNode it : answer.path("groups")) {
            row(
                    it,
                    "%-16s %-20s %8s records behind, most in partition %s: %s",
                    text(it, "group"),
                    text(it, "topic"),
                    text(it, "records"),
                    text(it, "partition"),
                    text(it, "most"));
        }
    }

    void acts(JsonNode answer) {
        for (JsonNode it : answer.path("acts")) {
            String device = it.has("deviceId") ? " device " + text(it, "deviceId") : "";
            String on = it.has("server") ? "server" : "userId";
            row(
                    it,
                    "%s  %-12s %-12s %s%s  %s",
                    text(it, "at"),
                    text(it, "who"),
                    text(it, "act"),
                    text(it, on),
                    device,
                    text(it, "reason"));
        }
    }

    void done(String sentence) {
        out.println(json ? "{}" : sentence);
    }

    private void line(String what, String text) {
        out.println(String.format(Locale.ROOT, "%-10s %s", what, text));
    }

    private void row(JsonNode element, String format, Object... fields) {
        out.println(json ? element : String.format(Locale.ROOT, format, fields).stripTrailing());
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asString("");
    }
}
