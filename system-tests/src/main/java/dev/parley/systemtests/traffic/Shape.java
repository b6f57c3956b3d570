package dev.parley.systemtests.traffic;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a text of JSON has in common with others of which one example is enough: the same fields in the same order, of
/// the same types; short words as they are, since codes and kinds are such; of other texts the kinds of their
/// characters; numbers and lengths to a factor of two; of a list its different elements.
final class Shape {
    private static final int LONGEST_WORD = 24;
    private static final int LONGEST_PATTERN = 64;
    private static final JsonMapper JSON = new JsonMapper();

    private Shape() {}

    static String of(String text) {
        try {
            return text.isEmpty() ? "" : of(JSON.readTree(text));
        } catch (JacksonException notJson) {
            return "no JSON " + ofText(text);
        }
    }

    private static String of(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .map(field -> field.getKey() + ":" + of(field.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node.isArray()) {
            Set<String> elements = new LinkedHashSet<>();
            node.forEach(element -> elements.add(of(element)));
            return elements + magnitude(node.size());
        }
        if (node.isString()) {
            return "\"" + ofText(node.asString()) + "\"";
        }
        return node.isIntegralNumber() && node.canConvertToLong()
                ? (node.asLong() < 0 ? "-" : "") + magnitude(node.asLong())
                : node.toString();
    }

    /// Of a request's target: its words and the names in its query.
    static String ofTarget(String target) {
        return target.replaceAll("[0-9]+", "9").replaceAll("=[^&]*", "=");
    }

    private static String ofText(String text) {
        if (text.length() <= LONGEST_WORD && text.matches("[a-z_]*")) {
            return text;
        }
        String pattern = text.substring(0, Math.min(text.length(), 4 * LONGEST_PATTERN))
                .replaceAll("[0-9]+", "9")
                .replaceAll("\\p{L}+", "a")
                .replaceAll("(9a|a9)+", "x");
        return pattern.substring(0, Math.min(pattern.length(), LONGEST_PATTERN)) + magnitude(text.length());
    }

    private static String magnitude(long number) {
        return "~" + (Long.SIZE - Long.numberOfLeadingZeros(Math.abs(number)));
    }
}
