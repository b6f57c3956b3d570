package dev.parley.conformance.check;

import dev.parley.conformance.wire.Answer;
import dev.parley.conformance.wire.Json;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What checks compare with.
final class Expect {
    private Expect() {}

    static void that(boolean holds, String expected, Object came) {
        if (!holds) {
            throw new BrokenRuleException(expected, came);
        }
    }

    static void same(Object expected, Object came, String what) {
        that(Objects.equals(expected, came), what + " " + expected, came);
    }

    static void field(JsonNode object, String field, String expected) {
        that(
                object.path(field).isString() && object.path(field).asString().equals(expected),
                "`" + field + "` = \"" + expected + "\"",
                object);
    }

    static void field(JsonNode object, String field, long expected) {
        that(Json.number(object, field) == expected, "`" + field + "` = " + expected, object);
    }

    static void field(JsonNode object, String field, boolean expected) {
        that(
                object.path(field).isBoolean() && object.path(field).asBoolean() == expected,
                "`" + field + "` = " + expected,
                object);
    }

    static void absent(JsonNode object, String field) {
        that(!object.has(field), "no `" + field + "`", object);
    }

    static JsonNode status(int status, Answer answer) {
        that(answer.status() == status, "HTTP " + status, answer);
        return answer.json();
    }

    /// A problem (RFC 9457) with exactly this status and code, in body and head.
    static void problem(int status, String code, Answer answer) {
        String expected = "HTTP " + status + " application/problem+json with `code` = \"" + code + "\"";
        that(answer.status() == status && answer.code().equals(code), expected, answer);
        that(answer.header("content-type").startsWith("application/problem+json"), expected, answer);
        field(answer.json(), "type", "urn:parley:error:" + code);
        field(answer.json(), "status", status);
        that(answer.json().path("title").isString(), "a `title`", answer);
        that(answer.json().path("detail").isString(), "a `detail`", answer);
    }

    /// The seqs of events, in their order.
    static List<Long> seqs(JsonNode events) {
        return events.valueStream().map(event -> Json.number(event, "seq")).toList();
    }

    /// An event without what only its frame has.
    static JsonNode bare(JsonNode event) {
        ObjectNode copy = (ObjectNode) event.deepCopy();
        copy.remove(List.of("type", "cursor"));
        return copy;
    }

    /// Whether two objects have the same fields with the same values.
    static void sameEvent(JsonNode expected, JsonNode came, String what) {
        JsonNode one = bare(expected);
        JsonNode other = bare(came);
        TreeSet<String> names = new TreeSet<>(one.propertyNames());
        names.addAll(other.propertyNames());
        for (String name : names) {
            that(one.path(name).equals(other.path(name)), what + " with `" + name + "` = " + one.path(name), other);
        }
    }
}
