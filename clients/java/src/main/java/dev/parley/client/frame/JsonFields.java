package dev.parley.client.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One JSON object from a server. Unknown fields don't disturb.
///
/// Every method throws [UnreadableFrameException], naming the field, where the object is not as expected.
public final class JsonFields {
    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode node;

    private JsonFields(JsonNode node) {
        this.node = node;
    }

    public static JsonFields parse(String json) {
        JsonNode node;
        try {
            node = JSON.readTree(json);
        } catch (JacksonException notJson) {
            throw new UnreadableFrameException("not JSON", notJson);
        }
        return of(node);
    }

    private static JsonFields of(@Nullable JsonNode node) {
        if (node == null || !node.isObject()) {
            throw new UnreadableFrameException("not a JSON object");
        }
        return new JsonFields(node);
    }

    public boolean has(String name) {
        JsonNode field = node.get(name);
        return field != null && !field.isNull();
    }

    public String text(String name) {
        JsonNode field = node.get(name);
        if (field == null || !field.isString()) {
            throw new UnreadableFrameException(name + " is not a string");
        }
        return field.stringValue();
    }

    public String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    public @Nullable String optionalText(String name) {
        return has(name) ? text(name) : null;
    }

    public long number(String name) {
        JsonNode field = node.get(name);
        if (field == null || !field.isIntegralNumber() || !field.canConvertToLong()) {
            throw new UnreadableFrameException(name + " is not a whole number");
        }
        return field.longValue();
    }

    public long number(String name, long otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    /// One that counts from 1.
    public long ordinal(String name) {
        long number = number(name);
        if (number < 1) {
            throw new UnreadableFrameException(name + " is less than 1");
        }
        return number;
    }

    public boolean flag(String name) {
        JsonNode field = node.get(name);
        return field != null && field.isBoolean() && field.booleanValue();
    }

    /// @param parse throws [IllegalArgumentException] for a string it does not take
    public <T> T parsed(String name, Function<String, T> parse) {
        return parsed(name, text(name), parse);
    }

    public JsonFields object(String name) {
        return of(node.get(name));
    }

    public List<JsonFields> objects(String name) {
        List<JsonFields> objects = new ArrayList<>();
        for (JsonNode element : array(name)) {
            objects.add(of(element));
        }
        return objects;
    }

    public <T> List<T> parsedList(String name, Function<String, T> parse) {
        List<T> parsed = new ArrayList<>();
        for (JsonNode element : array(name)) {
            if (!element.isString()) {
                throw new UnreadableFrameException(name + " is not a list of strings");
            }
            parsed.add(parsed(name, element.stringValue(), parse));
        }
        return parsed;
    }

    private JsonNode array(String name) {
        JsonNode field = node.get(name);
        if (field == null || !field.isArray()) {
            throw new UnreadableFrameException(name + " is not a list");
        }
        return field;
    }

    private static <T> T parsed(String name, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (RuntimeException malformed) {
            throw new UnreadableFrameException(name + " is malformed", malformed);
        }
    }
}
