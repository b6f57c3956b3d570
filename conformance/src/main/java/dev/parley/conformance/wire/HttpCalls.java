package dev.parley.conformance.wire;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// JSON over HTTP/1.1 at one address. For any number of threads.
public final class HttpCalls implements AutoCloseable {
    /// How the kit names itself, over HTTP and in handshakes: a server's operator may want to know who says such
    /// things.
    public static final String AGENT = "parley-conformance";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    public HttpCalls(URI server) {
        this.server = server;
    }

    /// @throws UnreachableException if no answer comes
    public Answer get(String path, @Nullable String accessToken) {
        return call(request(path, accessToken).GET());
    }

    public Answer delete(String path, @Nullable String accessToken) {
        return call(request(path, accessToken).DELETE());
    }

    /// With a JSON body, or none.
    public Answer json(String method, String path, @Nullable JsonNode body, @Nullable String accessToken) {
        return text(method, path, "application/json", body == null ? "" : body.toString(), accessToken);
    }

    public Answer text(String method, String path, String contentType, String body, @Nullable String accessToken) {
        return call(request(path, accessToken)
                .header("Content-Type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /// For requests with headers of their own.
    public HttpRequest.Builder request(String path, @Nullable String accessToken) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE).header("User-Agent", AGENT);
        if (accessToken != null) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        return request;
    }

    public Answer call(HttpRequest.Builder request) {
        HttpRequest built = request.build();
        try {
            HttpResponse<String> answer = http.send(built, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.headers(), answer.body(), Json.read(answer.body()));
        } catch (IOException e) {
            throw new UnreachableException(built.method() + " " + built.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
