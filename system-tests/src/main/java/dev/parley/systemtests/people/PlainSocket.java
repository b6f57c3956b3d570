package dev.parley.systemtests.people;

import dev.parley.client.account.ParleyApi;
import dev.parley.client.account.Place;
import dev.parley.contracts.frame.Frames;
import dev.parley.contracts.id.ConversationId;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A connection that says what it is told to and keeps every answer: for what the client library would never say, or
/// would hide. Sends no heartbeats, so it lives half a minute.
public final class PlainSocket implements AutoCloseable {
    private static final Duration FOR_AN_ANSWER = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final WebSocket socket;
    private volatile boolean closed;

    private PlainSocket(HttpClient http, Place place) {
        socket = http.newWebSocketBuilder()
                .subprotocols(Frames.SUBPROTOCOL)
                .buildAsync(place.url(), new Listening())
                .join();
    }

    /// Returns behind the welcome.
    ///
    /// @throws IllegalStateException if the server sends it elsewhere, or away: the slot is changing hands
    public static PlainSocket open(HttpClient http, ParleyApi api) {
        Place place = api.connect();
        PlainSocket socket = new PlainSocket(http, place);
        socket.say(Map.of(
                "type",
                "hello",
                "ticket",
                place.ticket(),
                "deviceId",
                api.session().device().toString()));
        Awaitility.await()
                .pollInterval(BETWEEN_LOOKS)
                .atMost(FOR_AN_ANSWER)
                .until(() -> socket.closed || socket.isWelcome());
        if (!socket.isWelcome()) {
            throw new IllegalStateException("no welcome but " + socket.frames);
        }
        return socket;
    }

    private boolean isWelcome() {
        return frames.stream().anyMatch(frame -> isOfType(frame, "welcome"));
    }

    /// Not for several threads.
    public void say(Map<String, Object> frame) {
        socket.sendText(Rest.JSON.writeValueAsString(frame), true).join();
    }

    public void send(String clientMessageId, ConversationId conversation, String text, long afterSeq) {
        say(Map.of(
                "type",
                "send",
                "clientMessageId",
                clientMessageId,
                "conversationId",
                conversation.value(),
                "text",
                text,
                "afterSeq",
                afterSeq));
    }

    /// The answer to a pull.
    public JsonNode pull(String requestId, ConversationId conversation, long after) {
        say(Map.of("type", "pull", "requestId", requestId, "conversationId", conversation.value(), "after", after));
        return await(frame -> frame.path("requestId").asString("").equals(requestId));
    }

    /// Of all frames so far and those to come the first that is wanted.
    public JsonNode await(Predicate<JsonNode> wanted) {
        return Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(BETWEEN_LOOKS)
                .atMost(FOR_AN_ANSWER)
                .until(() -> frames.stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /// Whether such a frame has come.
    public boolean has(Predicate<JsonNode> wanted) {
        return frames.stream().anyMatch(wanted);
    }

    /// The first answer to a send.
    public JsonNode answerTo(String clientMessageId) {
        return await(frame -> isAbout(frame, clientMessageId));
    }

    /// From here on only what comes later counts as an answer.
    public void forgetFrames() {
        frames.clear();
    }

    public static boolean isOfType(JsonNode frame, String type) {
        return frame.path("type").asString("").equals(type);
    }

    public static boolean isAbout(JsonNode frame, String clientMessageId) {
        return frame.path("clientMessageId").asString("").equals(clientMessageId);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listening implements WebSocket.Listener {
        private final StringBuilder frame = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed = true;
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed = true;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            frame.append(part);
            if (last) {
                frames.add(Rest.JSON.readTree(frame.toString()));
                frame.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
