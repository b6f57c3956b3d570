package dev.parley.conformance.wire;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/// What came over HTTP.
///
/// @param json missing if the body is none
public record Answer(int status, HttpHeaders headers, String body, JsonNode json) {
    private static final int SHOWN = 300;

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /// The member `code` of a problem; empty if it is none.
    public String code() {
        return Json.text(json, "code");
    }

    /// For reports.
    @Override
    public String toString() {
        String shown = body.length() > SHOWN ? body.substring(0, SHOWN) + "…" : body;
        return "HTTP " + status + " " + header("content-type") + " " + shown.replace('\n', ' ');
    }
}
