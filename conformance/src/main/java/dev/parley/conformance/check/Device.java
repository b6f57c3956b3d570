package dev.parley.conformance.check;

import dev.parley.conformance.wire.Json;
import tools.jackson.databind.JsonNode;

/// One login.
record Device(String userId, String deviceId, String accessToken, String refreshToken) {
    static Device of(JsonNode login) {
        return new Device(
                Json.text(login, "userId"),
                Json.text(login, "deviceId"),
                Json.text(login, "accessToken"),
                Json.text(login, "refreshToken"));
    }
}
