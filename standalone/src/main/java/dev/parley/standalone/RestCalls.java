package dev.parley.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON over HTTP to one server.
final class RestCalls {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI server;

    RestCalls(URI server) {
        this.server = server;
    }

    /// @param what the request, for messages
    record Answer(String what, int status, JsonNode body) {
        boolean isOk() {
            return status / 100 == 2;
        }

        /// @throws IllegalStateException with the server's words when it refused
        JsonNode orThrow() {
            if (!isOk()) {
                throw new IllegalStateException(what + " was answered " + status + ": " + body);
            }
            return body;
        }
    }

    Answer post(String path, Map<String, Object> body, Optional<String> token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        token.ifPresent(it -> request.header("Authorization", "Bearer " + it));
        return send(request);
    }

    Answer get(String path, String token) {
        return send(HttpRequest.newBuilder(server.resolve(path)).header("Authorization", "Bearer " + token));
    }

    private Answer send(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(PATIENCE).build();
        String what = request.method() + " " + request.uri();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(what, response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new IllegalStateException(what + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what + " was interrupted", e);
        }
    }
}
