package dev.parley.chat.canary;

import dev.parley.contracts.frame.Frames;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.ticket.Ticket;
import dev.parley.contracts.ticket.TicketKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Through the WebSocket port of a chat server, as any client, with a ticket that the server signs itself.
final class HttpCanaryClient implements CanaryClient, AutoCloseable {
    /// For connecting, and for the welcome.
    private static final Duration WAIT = Duration.ofSeconds(5);

    private static final Duration TICKET_LIFE = Duration.ofSeconds(30);

    private final URI url;
    private final String server;
    private final TicketKeys keys;
    private final Supplier<String> ticketIds;
    private final Clock clock;
    private final HttpClient http;

    /// @param server id of the server at `url`
    /// @param tls what it trusts, for `wss:`
    /// @param ticketIds never the same
    HttpCanaryClient(
            URI url,
            String server,
            Optional<SSLContext> tls,
            TicketKeys keys,
            Supplier<String> ticketIds,
            Clock clock) {
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(WAIT);
        tls.ifPresent(client::sslContext);
        this.http = client.build();
        this.url = url;
        this.server = server;
        this.keys = keys;
        this.ticketIds = ticketIds;
        this.clock = clock;
    }

    @Override
    public Line open(UserId user, Ear ear) throws CanaryRefusedException, InterruptedException {
        DeviceId device = new DeviceId(user.value());
        String ticket = keys.sign(new Ticket(
                ticketIds.get(),
                user,
                device,
                new SessionId(user.value()),
                server,
                clock.instant().plus(TICKET_LIFE)));
        Talk talk = new Talk(ear);
        try {
            WebSocket socket = http.newWebSocketBuilder()
                    .subprotocols(Frames.SUBPROTOCOL)
                    .connectTimeout(WAIT)
                    .buildAsync(url, talk)
                    .get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
            talk.opened(socket);
            talk.write("{\"type\":\"hello\",\"ticket\":\"" + ticket + "\",\"deviceId\":\"" + device + "\"}");
            var unused = talk.welcome.get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
            return talk;
        } catch (ExecutionException | TimeoutException refused) {
            talk.close();
            throw new CanaryRefusedException(refused.toString());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static final class Talk implements WebSocket.Listener, Line {
        private final Ear ear;
        private final CompletableFuture<Map<String, Object>> welcome = new CompletableFuture<>();
        private final StringBuilder partial = new StringBuilder();
        private volatile boolean open = true;
        private volatile String cursor = "";
        private @Nullable WebSocket socket;
        /// One frame is written after the other.
        private CompletableFuture<?> written = CompletableFuture.completedFuture(null);

        Talk(Ear ear) {
            this.ear = ear;
        }

        private synchronized void opened(WebSocket connected) {
            socket = connected;
        }

        private synchronized void write(String frame) {
            WebSocket to = socket;
            if (open && to != null) {
                written = written.thenCompose(before -> to.sendText(frame, true))
                        .handle((done, lost) -> {
                            if (lost != null) {
                                open = false;
                            }
                            return lost == null;
                        });
            }
        }

        @Override
        public void send(ConversationId conversation, String clientMessageId, String text, long afterSeq) {
            write("{\"type\":\"send\",\"clientMessageId\":\"" + clientMessageId + "\",\"conversationId\":\""
                    + conversation + "\",\"text\":\"" + text + "\",\"afterSeq\":" + afterSeq + "}");
        }

        @Override
        public void beat() {
            write("{\"type\":\"heartbeat\",\"active\":true}");
            write("{\"type\":\"ack\",\"cursor\":\"" + cursor + "\"}");
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public long lastSeq(ConversationId conversation) {
            if (welcome.join().get("heads") instanceof List<?> heads) {
                for (Object head : heads) {
                    if (head instanceof Map<?, ?> it
                            && conversation.value().equals(it.get("conversationId"))
                            && it.get("seq") instanceof Number seq) {
                        return seq.longValue();
                    }
                }
            }
            return 0;
        }

        @Override
        public synchronized void close() {
            open = false;
            WebSocket closing = socket;
            if (closing != null) {
                closing.abort();
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                String frame = partial.toString();
                partial.setLength(0);
                take(HttpFrameFields.of(frame));
            }
            from.request(1);
            return null;
        }

        private void take(Map<String, Object> frame) {
            if (frame.get("cursor") instanceof String newer) {
                cursor = newer;
            }
            switch (String.valueOf(frame.get("type"))) {
                case "welcome" -> welcome.complete(frame);
                case "event" -> {
                    if (frame.get("clientMessageId") instanceof String name && frame.get("seq") instanceof Number seq) {
                        ear.heard(UserId.parse(String.valueOf(frame.get("author"))), name, seq.longValue());
                    }
                }
                case "refused", "error" -> {
                    if (frame.get("clientMessageId") instanceof String name) {
                        ear.refused(name);
                    } else {
                        ended("refused: " + frame.get("code"));
                    }
                }
                case "moved", "drain" -> ended("moved");
                default -> {
                    // Typing, receipts, presence: canaries don't care.
                }
            }
        }

        private void ended(String why) {
            open = false;
            welcome.completeExceptionally(new CanaryRefusedException(why));
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            ended("closed: " + code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable lost) {
            ended("lost: " + lost);
        }
    }
}
