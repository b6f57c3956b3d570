package dev.parley.conformance.hostile;

import dev.parley.conformance.check.BrokenRuleException;
import dev.parley.conformance.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One day of one client: a server that keeps the protocol except where the scenario says otherwise, and a record of
/// all
/// that the client does.
public final class Play implements AutoCloseable, Door.Guests {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration QUIET = Duration.ofMillis(500);

    final Log log = new Log();
    /// What scenarios put in place of the usual answers.
    volatile Answer onHello = this::welcome;
    volatile Answer onPull = (socket, pull) -> socket.write(log.page(pull, Integer.MAX_VALUE));
    volatile Answer onSend = this::take;
    volatile @Nullable Supplier<Door.@Nullable Reply> onConnect;

    private final List<Seen> seen = new ArrayList<>();
    private final Door door;
    private final List<String> command;
    private @Nullable ClientProcess client;
    private @Nullable Socket live;
    private int tickets;
    private int tokens;

    /// An answer to a frame.
    @FunctionalInterface
    interface Answer {
        void to(Socket socket, JsonNode frame) throws IOException;
    }

    /// @param what `connect`, `open`, or the type of a frame
    record Seen(String what, JsonNode frame, String address, long atMs) {}

    /// @param command starts the client, which happens when the scenario first waits for something of it
    public Play(List<String> command) throws IOException {
        this.command = List.copyOf(command);
        door = new Door(this);
    }

    private synchronized ClientProcess client() {
        ClientProcess running = client;
        if (running == null) {
            try {
                running = new ClientProcess(command, door.url());
            } catch (IOException e) {
                throw new BrokenRuleException("a client that can be started", e.toString());
            }
            client = running;
        }
        return running;
    }

    URI socketUrl(String address) {
        return door.socketUrl(address);
    }

    synchronized String ticket() {
        tickets++;
        return "ticket-" + tickets;
    }

    // What the server does.

    @Override
    public Door.Reply request(String method, String path, JsonNode body, String accessToken) {
        if (path.startsWith("/v1/auth/")) {
            return new Door.Reply(path.endsWith("register") ? 201 : 200, login(), "");
        }
        if (path.equals("/v1/connect")) {
            see("connect", Json.of("accessToken", accessToken), "");
            Supplier<Door.@Nullable Reply> instead = onConnect;
            Door.Reply reply = instead == null ? null : instead.get();
            return reply == null ? Door.Reply.ok(place("1")) : reply;
        }
        if (path.startsWith("/v1/me")) {
            return Door.Reply.ok(Json.of(
                    "userId",
                    Log.ME,
                    "name",
                    "conformance",
                    "displayName",
                    "C",
                    "about",
                    "",
                    "createdAt",
                    "2026-03-01T12:00:00Z"));
        }
        if (path.startsWith("/v1/conversations?")) {
            return Door.Reply.ok(Json.of("conversations", List.of(), "more", false));
        }
        return Door.Reply.problem(404, "not_found", "");
    }

    private synchronized ObjectNode login() {
        tokens++;
        return Json.of(
                "userId",
                Log.ME,
                "deviceId",
                "303",
                "accessToken",
                "access-" + tokens,
                "refreshToken",
                "refresh-" + tokens,
                "expiresAt",
                "2099-03-01T12:00:00Z");
    }

    private ObjectNode place(String address) {
        return Json.of(
                "url",
                socketUrl(address).toString(),
                "ticket",
                ticket(),
                "expiresAt",
                "2099-03-01T12:00:00Z",
                "region",
                "local",
                "server",
                address);
    }

    @Override
    public void socket(Socket socket) throws IOException {
        see("open", Json.of(), socket.address());
        while (true) {
            JsonNode frame = socket.read();
            String type = Json.text(frame, "type");
            see(type, frame, socket.address());
            switch (type) {
                case "hello" -> onHello.to(socket, frame);
                case "pull" -> onPull.to(socket, frame);
                case "send" -> onSend.to(socket, frame);
                default -> {}
            }
        }
    }

    void welcome(Socket socket, JsonNode hello) throws IOException {
        synchronized (log) {
            socket.write(Json.of(
                    "type",
                    "welcome",
                    "userId",
                    Log.ME,
                    "deviceId",
                    Json.text(hello, "deviceId"),
                    "server",
                    socket.address(),
                    "cursor",
                    Log.cursor(log.size()),
                    "heads",
                    log.heads(Json.text(hello, "cursor")),
                    "more",
                    false));
            synchronized (this) {
                live = socket;
                notifyAll();
            }
        }
    }

    private void take(Socket socket, JsonNode send) throws IOException {
        boolean repeated = log.has(send);
        JsonNode event = log.take(send);
        if (repeated) {
            socket.write(sent(event));
        } else {
            socket.write(log.frame((int) Json.number(event, "seq")));
        }
    }

    static ObjectNode sent(JsonNode event) {
        return Json.of(
                "type",
                "sent",
                "conversationId",
                Log.CONVERSATION,
                "clientMessageId",
                Json.text(event, "clientMessageId"),
                "seq",
                Json.number(event, "seq"),
                "messageId",
                Json.text(event, "messageId"));
    }

    // What scenarios do.

    /// The connection that was welcomed last.
    Socket live() {
        await("a connection and its hello", () -> {
            synchronized (this) {
                return live != null;
            }
        });
        synchronized (this) {
            return java.util.Objects.requireNonNull(live);
        }
    }

    /// Waits for a connection after this one.
    Socket liveAfter(Socket before) {
        await("the client to come back", () -> live() != before);
        return live();
    }

    /// The other says so many things, and nobody is told yet.
    void hear(int count) {
        for (int i = 0; i < count; i++) {
            log.hear("text " + (log.size() + 1));
        }
    }

    /// Tells the live connection of an event.
    void tell(int seq) throws IOException {
        live().write(log.frame(seq));
    }

    /// The client is asked to send; `key` names the send in its outcome.
    void ask(String key, String text) throws IOException {
        client().tell(Json.of("do", "send", "key", key, "conversationId", Log.CONVERSATION, "text", text));
    }

    // What scenarios judge by.

    private synchronized void see(String what, JsonNode frame, String address) {
        seen.add(new Seen(what, frame, address, TimeUnit.NANOSECONDS.toMillis(System.nanoTime())));
        notifyAll();
    }

    synchronized List<Seen> seen(String what) {
        return seen.stream().filter(each -> each.what().equals(what)).toList();
    }

    List<Long> handed() {
        return client().said(line -> line.path("event").isObject()).stream()
                .map(line -> Json.number(line.path("event"), "seq"))
                .toList();
    }

    /// That the client hands over all that was said, each event once and in order, and nothing more a little later.
    void handsOverEverything() {
        try {
            await("all events handed over", () -> handed().size() >= log.size());
        } catch (BrokenRuleException notAll) {
            throw new BrokenRuleException(everything(), handed());
        }
        pause(QUIET);
        List<Long> all =
                IntStream.rangeClosed(1, log.size()).mapToObj(Long::valueOf).toList();
        that(handed().equals(all), everything(), handed());
    }

    private String everything() {
        return "the events 1 to " + log.size() + " handed over, each once, in order";
    }

    /// How the send named `key` ended.
    JsonNode outcome(String key) {
        await("an outcome of the send " + key, () -> !outcomes(key).isEmpty());
        pause(Duration.ofMillis(100));
        that(outcomes(key).size() == 1, "one outcome of the send " + key, outcomes(key));
        return outcomes(key).getFirst();
    }

    private List<JsonNode> outcomes(String key) {
        return client().said(line -> Json.text(line.path("sent"), "key").equals(key)
                || Json.text(line.path("refused"), "key").equals(key));
    }

    void isSent(String key, long seq) {
        JsonNode outcome = outcome(key);
        that(Json.number(outcome.path("sent"), "seq") == seq, "the send " + key + " settled with seq " + seq, outcome);
    }

    void isRefused(String key, String code) {
        JsonNode outcome = outcome(key);
        that(
                Json.text(outcome.path("refused"), "code").equals(code),
                "the send " + key + " refused with " + code,
                outcome);
    }

    /// That all attempts of the one send so far are the same in all four fields.
    void attemptsAreEqual(int atLeast) {
        await(atLeast + " attempts of the send", () -> seen("send").size() >= atLeast);
        List<JsonNode> attempts = seen("send").stream().map(Seen::frame).toList();
        for (String field : List.of("clientMessageId", "conversationId", "text", "afterSeq")) {
            that(
                    attempts.stream()
                            .allMatch(each ->
                                    each.path(field).equals(attempts.getFirst().path(field))),
                    "the same `" + field + "` in each attempt",
                    attempts);
        }
    }

    void await(String what, BooleanSupplier done) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (client().hasEnded()) {
                throw new BrokenRuleException(what, "the end of the client's program");
            }
            if (System.nanoTime() > end) {
                throw new BrokenRuleException(what, "nothing in " + PATIENCE.toSeconds() + " s");
            }
            pause(Duration.ofMillis(10));
        }
    }

    static void that(boolean holds, String expected, Object came) {
        if (!holds) {
            throw new BrokenRuleException(expected, came);
        }
    }

    /// How slow or late the hostile server is; nobody is waited for.
    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (door) {
            ClientProcess running = client;
            if (running != null) {
                running.close();
            }
        }
    }
}
