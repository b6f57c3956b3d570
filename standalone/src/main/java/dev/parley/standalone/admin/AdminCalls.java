package dev.parley.standalone.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Requests to the API service with an operator's secret.
final class AdminCalls implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /// Until an export begins: the server may have to go through long conversations for its first lines.
    private static final Duration PATIENCE_FOR_LINES = Duration.ofMinutes(10);

    /// Until a user is erased: who is in many groups leaves each of them.
    private static final Duration PATIENCE_FOR_ERASING = Duration.ofMinutes(10);

    private static final int UNAUTHORIZED = 401;
    private static final String RETRY = "retry";
    /// What may stand in a header.
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI server;
    private final String secret;

    AdminCalls(URI server, String secret) {
        this.server = server;
        this.secret = secret;
    }

    /// The secret of a file's first key.
    static String secret(Path keys) {
        try {
            List<String> lines = Files.readAllLines(keys).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            String[] words = lines.isEmpty() ? new String[0] : lines.getFirst().split("\\s+");
            if (words.length == 2 && PRINTABLE.matcher(words[1]).matches()) {
                return words[1];
            }
        } catch (IOException unreadable) {
            throw StoppedException.usage("There are no keys in " + keys + "; ./parley up makes them.");
        }
        throw StoppedException.usage("The first line of " + keys + " is not NAME SECRET.");
    }

    JsonNode get(String path, Map<String, String> query) {
        return send("GET", path, query);
    }

    /// Gives out the lines of an answer while they come.
    ///
    /// @throws StoppedException if it was refused, nobody answers, or the answer breaks off
    void lines(String path, Map<String, String> query, Consumer<String> each) {
        HttpResponse<Stream<String>> response =
                answer(request("GET", path, query, PATIENCE_FOR_LINES), HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() / 100 != 2) {
                accepted(response.statusCode(), lines.collect(Collectors.joining("\n")));
            }
            lines.forEach(each);
        } catch (UncheckedIOException brokenOff) {
            throw new StoppedException(
                    StoppedException.UNREACHABLE, "The answer of " + server + " broke off; it is not complete.");
        }
    }

    /// @throws StoppedException if it was refused, or nobody answers
    JsonNode send(String method, String path, Map<String, String> query) {
        return send(request(method, path, query, PATIENCE));
    }

    /// As [#send] with DELETE, for what may take long.
    JsonNode erase(String path, Map<String, String> query) {
        return send(request("DELETE", path, query, PATIENCE_FOR_ERASING));
    }

    private JsonNode send(HttpRequest request) {
        HttpResponse<String> response = answer(request, HttpResponse.BodyHandlers.ofString());
        return accepted(response.statusCode(), response.body());
    }

    private HttpRequest request(String method, String path, Map<String, String> query, Duration patience) {
        String parameters = query.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(server.resolve(path + (parameters.isEmpty() ? "" : "?" + parameters)))
                .timeout(patience)
                .header("Authorization", "Bearer " + secret)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
    }

    private <T> HttpResponse<T> answer(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException away) {
            throw new StoppedException(
                    StoppedException.UNREACHABLE, "Nobody answers at " + server + ": " + away.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new StoppedException(StoppedException.UNREACHABLE, "Interrupted.");
        }
    }

    private JsonNode accepted(int status, String body) {
        if (status == UNAUTHORIZED) {
            throw new StoppedException(StoppedException.SECRET_REFUSED, server + " does not know this secret.");
        }
        JsonNode answer = body.isEmpty() ? JSON.createObjectNode() : json(status, body);
        if (status / 100 == 2) {
            return answer;
        }
        String code = answer.path("code").asString("");
        String sentence = code.isEmpty()
                ? server + " answers " + status + "."
                : answer.path("detail").asString("") + " (" + code + ")";
        throw code.equals(RETRY)
                ? StoppedException.later(sentence)
                : new StoppedException(StoppedException.REFUSED, sentence);
    }

    private JsonNode json(int status, String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException other) {
            throw new StoppedException(
                    StoppedException.REFUSED, server + " answers " + status + " and no JSON; is it the API service?");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
