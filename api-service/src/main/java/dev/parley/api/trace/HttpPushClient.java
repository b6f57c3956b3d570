package dev.parley.api.trace;

import dev.parley.api.answer.UnavailableException;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.services.CalledService;
import dev.parley.kit.services.ServiceAwayException;
import dev.parley.kit.services.ServiceCaller;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Asks notification-service: `GET /internal/ringing`.
final class HttpPushClient implements PushClient, AutoCloseable {
    private final CalledService notification;

    /// @param notification base address of notification-service
    /// @param timeout for connecting, and for one answer
    HttpPushClient(URI notification, Duration timeout, ServiceCaller caller) {
        this.notification = caller.at(notification, timeout);
    }

    @Override
    public Map<UserId, Push> pushes(ConversationId conversation, long seq, Collection<UserId> users) {
        String query = "?conversation=" + conversation.value() + "&seq=" + seq + "&users=" + UserId.list(users);
        try {
            return notification.get("/internal/ringing" + query).ok().readJson(HttpPushClient::read);
        } catch (ServiceAwayException away) {
            throw new UnavailableException("notification-service", away);
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
        notification.close();
    }
}
