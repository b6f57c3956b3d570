package dev.parley.api.support;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/// An answer of the service.
///
/// @param json of the body; missing where it is empty or something else
public record Response(int status, HttpHeaders headers, String text, JsonNode json) {
    public String string(String field) {
        return json.path(field).asString();
    }

    /// Of a problem.
    public String code() {
        return string("code");
    }
}
