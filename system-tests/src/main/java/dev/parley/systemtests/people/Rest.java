package dev.parley.systemtests.people;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON over HTTP as it is, with the answers that the client library makes exceptions of.
public final class Rest {
    static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient http;
    private final URI server;

    public Rest(HttpClient http, URI server) {
        this.http = http;
        this.server = server;
    }

    public record Answer(int status, JsonNode body) {
        /// Of a problem; empty if it is none.
        public String code() {
            return body.path("code").asString("");
        }

        /// For comparing: `503 retry`.
        public String problem() {
            return status + " " + code();
        }
    }

    public Answer login(String name, String password) {
        return send("POST", "/v1/auth/login", Map.of("name", name, "password", password), null);
    }

    public Answer get(String path, String accessToken) {
        return send("GET", path, null, accessToken);
    }

    public Answer post(String path, Map<String, Object> body, String accessToken) {
        return send("POST", path, body, accessToken);
    }

    public Answer patch(String path, Map<String, Object> body, String accessToken) {
        return send("PATCH", path, body, accessToken);
    }

    public Answer delete(String path, String accessToken) {
        return send("DELETE", path, null, accessToken);
    }

    private Answer send(String method, String path, @Nullable Map<String, Object> body, @Nullable String accessToken) {
        return ask(method, path, body == null ? "" : JSON.writeValueAsString(body), accessToken);
    }

    /// @param body as it is sent, empty for none
    public Answer ask(String method, String path, String body, @Nullable String accessToken) {
        HttpResponse<String> response = call(method, path, body, accessToken);
        String text = response.body();
        return new Answer(response.statusCode(), JSON.readTree(text.isBlank() ? "{}" : text));
    }

    /// Of an answer that may be no JSON.
    public int status(String method, String path, @Nullable String accessToken) {
        return call(method, path, "", accessToken).statusCode();
    }

    private HttpResponse<String> call(String method, String path, String body, @Nullable String accessToken) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (accessToken != null) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
