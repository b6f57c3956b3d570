package dev.parley.systemtests.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Appends one line of JSON for each thing whose [Shape] is new. A line is there once the call returns, whatever then
/// happens to the process. Safe for several threads.
final class Recorder {
    /// Beyond this, shapes are not remembered any more, so their repetitions are written too.
    private static final int MAX_SHAPES = 200_000;

    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final Set<String> shapes = ConcurrentHashMap.newKeySet();

    Recorder(Path file) {
        this.file = file;
    }

    /// Bodies that are no JSON are left out: what is written in their place is not empty if they are not.
    void exchange(FullHttpRequest request, FullHttpResponse response) {
        ObjectNode line = JSON.createObjectNode()
                .put("kind", "exchange")
                .put("agent", agent(request))
                .put("method", request.method().name())
                .put("target", request.uri())
                .put("request", request.content().toString(UTF_8))
                .put("status", response.status().code())
                .put("type", type(response))
                .put(
                        "response",
                        type(response).endsWith("json") ? response.content().toString(UTF_8) : "");
        if (!type(response).endsWith("json") && response.content().isReadable()) {
            line.put("response", "(" + type(response) + ")");
        }
        keep(
                line,
                agent(request) + " " + request.method() + " " + Shape.ofTarget(request.uri()) + " "
                        + Shape.of(line.path("request").asString()) + " "
                        + response.status().code() + " " + type(response) + " "
                        + Shape.of(line.path("response").asString()));
    }

    /// @param agent what the client's handshake called itself
    /// @param by `client` or `server`
    void frame(String agent, String by, String text) {
        keep(
                JSON.createObjectNode()
                        .put("kind", "frame")
                        .put("agent", agent)
                        .put("by", by)
                        .put("text", text),
                agent + " " + by + " " + Shape.of(text));
    }

    static String agent(FullHttpRequest request) {
        return request.headers().get(HttpHeaderNames.USER_AGENT, "");
    }

    /// Something passed that could not be read.
    void gap(String why) {
        keep(JSON.createObjectNode().put("kind", "gap").put("why", why), why);
    }

    private static String type(HttpMessage message) {
        return message.headers().get(HttpHeaderNames.CONTENT_TYPE, "").replaceAll(";.*", "");
    }

    private void keep(ObjectNode line, String shape) {
        if (shapes.contains(shape) || (shapes.size() < MAX_SHAPES && !shapes.add(shape))) {
            return;
        }
        synchronized (this) {
            try {
                Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
