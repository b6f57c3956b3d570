package dev.parley.api.trace;

import dev.parley.api.answer.UnavailableException;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.services.ServiceCaller;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks notification-service: `GET /internal/ringing`.
final class HttpPushClient implements PushClient, AutoCloseable {
    private static final String AWAY = "notification-service";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI ringing;
    private final Duration timeout;
    private final ServiceCaller caller;
    private final HttpClient http;

    /// @param notification base address of notification-service
    /// @param timeout for connecting, and for one answer
    HttpPushClient(URI notification, Duration timeout, ServiceCaller caller) {
        this.ringing = URI.create(notification.toString().replaceAll("/+$", "") + "/internal/ringing");
        this.timeout = timeout;
        this.caller = caller;
        this.http = caller.client().connectTimeout(timeout).build();
    }

    @Override
    public Map<UserId, Push> pushes(ConversationId conversation, long seq, Collection<UserId> users) {
        String query = "?conversation=" + conversation.value() + "&seq=" + seq + "&users=" + UserId.list(users);
        HttpRequest request =
                caller.request(URI.create(ringing + query)).timeout(timeout).build();
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new UnavailableException(AWAY, new IllegalStateException("answered " + answer.statusCode()));
            }
            return read(JSON.readTree(answer.body()));
        } catch (IOException | JacksonException | IllegalArgumentException failed) {
            throw new UnavailableException(AWAY, failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(AWAY, stopping);
        }
    }

    private static Map<UserId, Push> read(JsonNode json) {
        if (!json.path("devices").isArray()) {
            throw new IllegalArgumentException("no devices");
        }
        Map<UserId, Push> most = new HashMap<>();
        for (JsonNode device : json.path("devices")) {
            most.merge(
                    UserId.parse(device.path("userId").asString()),
                    push(device.path("state").asString()),
                    (one, other) -> one.compareTo(other) >= 0 ? one : other);
        }
        return most;
    }

    private static Push push(String state) {
        return switch (state) {
            case "rung" -> Push.RUNG;
            case "waiting" -> Push.WAITING;
            default -> Push.ASKED; // Done without a ring, in whichever way.
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
