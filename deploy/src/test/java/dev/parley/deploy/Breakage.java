package dev.parley.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// One small change of what was rendered, and the sentence that it must cause.
///
/// @param rule its name, or how it begins
/// @param kind and `name`: the document that is changed
/// @param pointer of the field (RFC 6901)
/// @param value JSON; empty: the field is taken away, or the document if there is no pointer
/// @param complaint part of what the rule says
record Breakage(String rule, String overlay, String kind, String name, String pointer, String value, String complaint) {
    Overlay applied() {
        Overlay whole = Overlay.rendered(overlay);
        ObjectNode original = whole.document(kind, name);
        if (pointer.isEmpty()) {
            return whole.without(original);
        }
        ObjectNode document = original.deepCopy();
        int last = pointer.lastIndexOf('/');
        var parent = document.at(pointer.substring(0, last));
        String field = pointer.substring(last + 1).replace("~1", "/");
        if (!(parent instanceof ObjectNode object)) {
            throw new IllegalStateException(pointer + " is not there to be broken");
        }
        if (value.isEmpty()) {
            if (object.remove(field) == null) {
                throw new IllegalStateException(pointer + " is not there to be taken away");
            }
        } else {
            object.set(field, json(value));
        }
        return whole.with(document, original);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    @Override
    public String toString() {
        return overlay + " " + kind + " " + name + " " + pointer + ": " + complaint;
    }
}
