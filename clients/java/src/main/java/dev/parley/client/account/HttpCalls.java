package dev.parley.client.account;

import dev.parley.client.frame.JsonFields;
import dev.parley.client.frame.UnreadableFrameException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// JSON over HTTP to one server.
final class HttpCalls {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int TOO_MANY = 429;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final JsonFields NOTHING = JsonFields.parse("{}");

    private final HttpClient http;
    private final String server;

    /// @param server scheme, host and port
    HttpCalls(HttpClient http, URI server) {
        this.http = http;
        String text = server.toString();
        this.server = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /// @param body written as JSON; null for none
    /// @param accessToken null for a call without one
    /// @return the answer; without fields if it was empty
    /// @throws RefusedException for the caller's mistakes
    /// @throws UnreachableException if there is no answer, or one that asks to come again
    JsonFields call(String method, String path, @Nullable Object body, @Nullable String accessToken) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(TIMEOUT)
                .header("Accept", "application/json, application/problem+json");
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        }
        if (accessToken != null) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        return answer(send(request.build()));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException away) {
            throw new UnreachableException("no answer from " + server, Duration.ZERO, away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted", Duration.ZERO, stopped);
        }
    }

    private JsonFields answer(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status == TOO_MANY || status >= FIRST_SERVER_ERROR) {
            throw new UnreachableException(refused(status, response.body()).detail(), retryAfter(response), null);
        }
        if (status / 100 != 2) {
            throw refused(status, response.body());
        }
        if (response.body().isBlank()) {
            return NOTHING;
        }
        try {
            return JsonFields.parse(response.body());
        } catch (UnreadableFrameException notOurs) {
            throw new UnreachableException(server + " does not speak Parley", Duration.ZERO, notOurs);
        }
    }

    private static RefusedException refused(int status, String body) {
        try {
            JsonFields problem = JsonFields.parse(body);
            String code = problem.text("code", "");
            return new RefusedException(status, code, problem.text("detail", problem.text("title", code)));
        } catch (UnreadableFrameException noProblem) {
            return new RefusedException(status, "", "The server answered " + status + ".");
        }
    }

    private static Duration retryAfter(HttpResponse<String> response) {
        try {
            return Duration.ofSeconds(Math.max(
                    0,
                    response.headers()
                            .firstValue("Retry-After")
                            .map(Long::parseLong)
                            .orElse(0L)));
        } catch (NumberFormatException aDate) {
            return Duration.ZERO;
        }
    }
}
