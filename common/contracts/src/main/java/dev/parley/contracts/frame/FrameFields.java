package dev.parley.contracts.frame;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The fields of one flat JSON object: strings, whole numbers, flags and lists of strings. Anything nested deeper is
/// skipped as unknown.
final class FrameFields {
    /// A field that is missing or not what it should be. The sentence names the field, never its value.
    static final class BadField extends Exception {
        BadField(String sentence) {
            super(sentence);
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    private static final Object OTHER = new Object();
    private static final int MAX_LIST = 10_000;
    /// Far more than any frame has. One with more is refused, so that a frame of a million fields costs its sender,
    /// not us.
    private static final int MAX_FIELDS = 64;

    private final Map<String, Object> values = new HashMap<>();

    void readFrom(JsonParser parser) throws BadField {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new BadField("A frame is a JSON object.");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            Object value = switch (token) {
                case VALUE_STRING -> parser.getString();
                case VALUE_NUMBER_INT -> wholeNumber(parser);
                case VALUE_TRUE -> Boolean.TRUE;
                case VALUE_FALSE -> Boolean.FALSE;
                case START_ARRAY -> strings(parser);
                case START_OBJECT -> {
                    parser.skipChildren();
                    yield OTHER;
                }
                default -> OTHER;
            };
            if (values.put(name, value) != null) {
                throw new BadField("A field stands there twice.");
            }
            if (values.size() > MAX_FIELDS) {
                throw new BadField("A frame has at most " + MAX_FIELDS + " fields.");
            }
        }
        if (parser.nextToken() != null) {
            throw new BadField("Something follows after the JSON object.");
        }
    }

    private static Object wholeNumber(JsonParser parser) {
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            default -> OTHER;
        };
    }

    private static Object strings(JsonParser parser) throws BadField {
        List<String> list = new ArrayList<>();
        boolean onlyStrings = true;
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            if (token == JsonToken.VALUE_STRING) {
                list.add(parser.getString());
            } else {
                parser.skipChildren();
                onlyStrings = false;
            }
            if (list.size() > MAX_LIST) {
                throw new BadField("A list is too long.");
            }
        }
        return onlyStrings ? list : OTHER;
    }

    String string(String name) throws BadField {
        if (values.get(name) instanceof String text) {
            return text;
        }
        throw new BadField(name + " must be a string.");
    }

    @Nullable
    String optionalString(String name) throws BadField {
        return values.containsKey(name) ? string(name) : null;
    }

    /// @param parse throws [IllegalArgumentException] for a string it does not take
    <T> T parsed(String name, Function<String, T> parse) throws BadField {
        String text = string(name);
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException bad) {
            throw new BadField(name + " is malformed.");
        }
    }

    long number(String name, long least, long most) throws BadField {
        if (values.get(name) instanceof Long number && number >= least && number <= most) {
            return number;
        }
        throw new BadField(name + " must be a whole number from " + least + " to " + most + ".");
    }

    long number(String name, long least, long most, long otherwise) throws BadField {
        return values.containsKey(name) ? number(name, least, most) : otherwise;
    }

    /// False if it is absent.
    boolean flag(String name) throws BadField {
        Object value = values.getOrDefault(name, Boolean.FALSE);
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new BadField(name + " must be true or false.");
    }

    <T> List<T> list(String name, int most, Function<String, T> parse) throws BadField {
        if (!(values.get(name) instanceof List<?> strings)) {
            throw new BadField(name + " must be a list of strings.");
        }
        if (strings.size() > most) {
            throw new BadField(name + " has at most " + most + " entries.");
        }
        List<T> parsed = new ArrayList<>(strings.size());
        try {
            for (Object text : strings) {
                parsed.add(parse.apply((String) text));
            }
        } catch (IllegalArgumentException bad) {
            throw new BadField(name + " has a malformed entry.");
        }
        return parsed;
    }

    /// The field's value if it is a name as [#isName] says, for an error frame to tell what it is about. Anything
    /// else could be long, or
    /// not even writable as UTF-8.
    @Nullable
    String echo(String name) {
        return values.get(name) instanceof String text && isName(text) ? text : null;
    }

    /// Whether `text` may name a message or a request: 1 to [ClientFrame#MAX_CLIENT_MESSAGE_ID_CHARS] printable
    /// ASCII characters.
    static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= ClientFrame.MAX_CLIENT_MESSAGE_ID_CHARS
                && text.chars().allMatch(c -> c > ' ' && c <= '~');
    }
}
