package dev.parley.conformance.check;

import dev.parley.conformance.wire.Handshake;
import dev.parley.conformance.wire.Json;
import dev.parley.conformance.wire.RawSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// One WebSocket with all that came on it. What comes must have the shape of a frame and keep to the order of seqs, or
/// the next question throws.
final class Connection implements AutoCloseable {
    /// After that a client would repeat itself.
    static final Duration PATIENCE = Duration.ofSeconds(10);
    /// What has not come by then does not come.
    static final Duration QUIET = Duration.ofMillis(800);

    /// Of what was answered with `retry`.
    private static final int MOST_TRIES = 10;

    private final RawSocket socket;
    private final List<JsonNode> frames = new ArrayList<>();
    private final List<byte[]> pongs = new ArrayList<>();
    private final Map<String, Long> lastSeqs = new HashMap<>();
    private final Set<Integer> found = new HashSet<>();
    private int looked;
    private JsonNode welcome = Json.of();
    private @Nullable Closed closed;
    private @Nullable BrokenRuleException broken;

    /// @param code 0 if the connection ended without a close frame
    record Closed(int code, String reason) {}

    Connection(RawSocket socket) {
        this.socket = socket;
        Thread.ofVirtual().name("conformance-reader").start(this::readAll);
    }

    Handshake.Reply reply() {
        return socket.reply();
    }

    RawSocket raw() {
        return socket;
    }

    /// The answer to its hello; empty before.
    JsonNode welcome() {
        return welcome;
    }

    void welcome(JsonNode answer) {
        welcome = answer;
    }

    /// The head of a conversation in the welcome; missing if there is none.
    JsonNode head(String conversation) {
        return welcome.path("heads")
                .valueStream()
                .filter(head -> Json.text(head, "conversationId").equals(conversation))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /// Says a frame of these names and values.
    void say(String type, Object... namesAndValues) throws IOException {
        List<Object> all = new ArrayList<>(List.of("type", type));
        all.addAll(List.of(namesAndValues));
        sayText(Json.of(all.toArray()).toString());
    }

    void sayText(String text) throws IOException {
        socket.write(RawSocket.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    void send(String clientMessageId, String conversation, String text, long afterSeq) throws IOException {
        say(
                "send",
                "clientMessageId",
                clientMessageId,
                "conversationId",
                conversation,
                "text",
                text,
                "afterSeq",
                afterSeq);
    }

    /// Sends and waits for the event.
    JsonNode sendAndAwait(String clientMessageId, String conversation, String text, long afterSeq) throws IOException {
        send(clientMessageId, conversation, text, afterSeq);
        return event(clientMessageId);
    }

    JsonNode event(String clientMessageId) {
        return await(
                "an `event` with `clientMessageId` = \"" + clientMessageId + "\"",
                frame -> is(frame, "event")
                        && Json.text(frame, "clientMessageId").equals(clientMessageId));
    }

    /// Whatever says how a send ended.
    JsonNode outcome(String clientMessageId) {
        return await(
                "an answer to the send " + clientMessageId,
                frame -> Json.text(frame, "clientMessageId").equals(clientMessageId));
    }

    JsonNode eventOf(String conversation, long seq) {
        return await(
                "the `event` " + seq + " of " + conversation,
                frame -> is(frame, "event")
                        && Json.text(frame, "conversationId").equals(conversation)
                        && Json.number(frame, "seq") == seq);
    }

    /// Waits until the store has this event, too: a connection may hear of an event while the store is still taking it.
    void settle(String conversation, long seq) throws IOException {
        JsonNode page = pull("settle-" + seq, conversation, seq - 1);
        Expect.that(Expect.seqs(page.path("events")).contains(seq), "the event " + seq + " that was shown", page);
    }

    /// The page of a pull that is asked again while the answer is `retry`.
    JsonNode pull(String requestId, String conversation, long after) throws IOException {
        JsonNode answer = Json.of();
        for (int i = 0; i < MOST_TRIES; i++) {
            say("pull", "requestId", requestId, "conversationId", conversation, "after", after);
            answer = await(
                    "a `page` with `requestId` = \"" + requestId + "\"",
                    frame -> Json.text(frame, "requestId").equals(requestId));
            if (is(answer, "page")) {
                return answer;
            }
            Expect.field(answer, "code", "retry");
            Stage.pause(Duration.ofMillis(Math.max(100, Json.number(answer, "retryAfterMs"))));
        }
        throw new BrokenRuleException("a `page` after " + MOST_TRIES + " pulls", answer);
    }

    JsonNode page(String requestId) {
        return await(
                "a `page` with `requestId` = \"" + requestId + "\"",
                frame -> is(frame, "page") && Json.text(frame, "requestId").equals(requestId));
    }

    JsonNode next(String type) {
        return await("a `" + type + "` frame", frame -> is(frame, type));
    }

    /// The first frame so far or to come that is wanted. Each frame is found once.
    JsonNode await(String what, Predicate<JsonNode> wanted) {
        return find(PATIENCE, wanted).orElseThrow(() -> new BrokenRuleException(what, all()));
    }

    /// As [#await], but a frame that was found before counts, too: one may say several things.
    void awaitAny(String what, Predicate<JsonNode> wanted) {
        synchronized (this) {
            waitUntil(PATIENCE, () -> frames.stream().anyMatch(wanted) || closed != null);
        }
        if (every(wanted).isEmpty()) {
            throw new BrokenRuleException(what, all());
        }
    }

    /// An error with what the table says of its code.
    JsonNode error(String code) {
        JsonNode error = await(
                "an `error` with `code` = \"" + code + "\"",
                frame -> is(frame, "error") && !Json.text(frame, "code").isEmpty());
        Expect.field(error, "code", code);
        return error;
    }

    /// An error, and the close code that belongs to it, with the code's name as its reason.
    JsonNode errorThatCloses(String code, Duration patience) {
        JsonNode error = find(
                        patience,
                        frame -> is(frame, "error") && Json.text(frame, "code").equals(code))
                .orElseThrow(() -> new BrokenRuleException("an `error` with `code` = \"" + code + "\"", all()));
        Closed end = closed(PATIENCE);
        Expect.that(
                end.code() == Codes.closes(code) && end.reason().equals(code),
                "a close frame with " + Codes.closes(code) + " " + code,
                end);
        return error;
    }

    JsonNode errorThatCloses(String code) {
        return errorThatCloses(code, PATIENCE);
    }

    /// Waits for the end.
    synchronized Closed closed(Duration patience) {
        waitUntil(patience, () -> closed != null);
        if (closed == null) {
            throw new BrokenRuleException(
                    "the end of the connection", "none in " + patience.toMillis() + " ms; " + all());
        }
        return closed;
    }

    /// That the server still reads and answers.
    void staysOpen() throws IOException {
        say("pull", "requestId", "still-open", "conversationId", "g.1", "after", 0);
        await(
                "the connection to stay open and answer",
                frame -> Json.text(frame, "requestId").equals("still-open"));
    }

    /// That nothing of the kind comes, also not a little later.
    void nothing(String what, Predicate<JsonNode> unwanted) {
        find(QUIET, unwanted).ifPresent(came -> {
            throw new BrokenRuleException("no " + what, came);
        });
    }

    void nothing(String type) {
        nothing("`" + type + "` frame", frame -> is(frame, type));
    }

    /// All that ever came and is so.
    synchronized List<JsonNode> every(Predicate<JsonNode> wanted) {
        check();
        return frames.stream().filter(wanted).toList();
    }

    /// From here on only what comes later is found.
    synchronized void forget() {
        check();
        looked = frames.size();
        found.clear();
    }

    private synchronized Optional<JsonNode> find(Duration patience, Predicate<JsonNode> wanted) {
        JsonNode[] match = new JsonNode[1];
        waitUntil(patience, () -> {
            for (int i = looked; i < frames.size(); i++) {
                if (!found.contains(i) && wanted.test(frames.get(i))) {
                    found.add(i);
                    match[0] = frames.get(i);
                    return true;
                }
            }
            return closed != null;
        });
        check();
        return Optional.ofNullable(match[0]);
    }

    synchronized byte[] pong() {
        waitUntil(PATIENCE, () -> !pongs.isEmpty() || closed != null);
        if (pongs.isEmpty()) {
            throw new BrokenRuleException("a pong", all());
        }
        return pongs.removeFirst();
    }

    private synchronized void waitUntil(Duration patience, BooleanSupplier done) {
        long end = System.nanoTime() + patience.toNanos();
        while (!done.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private void check() {
        if (broken != null) {
            throw broken;
        }
    }

    private synchronized String all() {
        String text =
                frames.subList(Math.max(0, frames.size() - 5), frames.size()).toString();
        String shown = text.length() > 600 ? text.substring(0, 600) + "…" : text;
        return (frames.isEmpty() ? "nothing" : "only " + shown) + (closed == null ? "" : ", then " + closed);
    }

    static boolean is(JsonNode frame, String type) {
        return Json.text(frame, "type").equals(type);
    }

    private void readAll() {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try {
            while (true) {
                RawSocket.Frame frame = socket.read();
                switch (frame.opcode()) {
                    case RawSocket.TEXT, RawSocket.CONTINUATION -> {
                        message.writeBytes(frame.payload());
                        if (frame.last()) {
                            take(message.toByteArray());
                            message.reset();
                        }
                    }
                    case RawSocket.PONG -> pong(frame.payload());
                    case RawSocket.PING -> socket.write(RawSocket.PONG, frame.payload());
                    case RawSocket.CLOSE -> {
                        end(closeOf(frame.payload()));
                        socket.write(RawSocket.CLOSE, frame.payload());
                        return;
                    }
                    default -> breakRule("text frames only", "a frame of opcode " + frame.opcode());
                }
            }
        } catch (IOException gone) {
            end(new Closed(0, gone.toString()));
        }
    }

    private static Closed closeOf(byte[] payload) {
        return payload.length < 2
                ? new Closed(1005, "")
                : new Closed(
                        ByteBuffer.wrap(payload).getShort() & 0xffff,
                        new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
    }

    private synchronized void pong(byte[] payload) {
        pongs.add(payload);
        notifyAll();
    }

    private synchronized void end(Closed how) {
        closed = how;
        notifyAll();
    }

    private synchronized void breakRule(String expected, Object came) {
        if (broken == null) {
            broken = new BrokenRuleException(expected, came);
        }
        notifyAll();
    }

    private synchronized void take(byte[] message) {
        JsonNode frame;
        try {
            frame = Json.read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message))
                    .toString());
        } catch (CharacterCodingException notText) {
            breakRule("text frames in UTF-8", notText);
            return;
        }
        String fault = FrameShapes.fault(frame);
        if (fault != null) {
            breakRule(fault, frame);
        }
        if (closed == null && is(frame, "event")) {
            keepsOrder(frame);
        }
        if (is(frame, "error")
                && !Codes.mayRetry(Json.text(frame, "code"), frame.path("retry").asBoolean(false))) {
            breakRule("`retry` as the table of codes has it", frame);
        }
        frames.add(frame);
        notifyAll();
    }

    /// Between two events of one conversation on one connection none is missing, and none comes twice: nobody crashed.
    private void keepsOrder(JsonNode event) {
        String conversation = Json.text(event, "conversationId");
        long seq = Json.number(event, "seq");
        Long last = lastSeqs.put(conversation, seq);
        if (last != null && seq != last + 1) {
            breakRule("the event " + (last + 1) + " of " + conversation + " behind " + last, event);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
