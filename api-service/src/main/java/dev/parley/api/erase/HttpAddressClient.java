package dev.parley.api.erase;

import dev.parley.api.answer.UnavailableException;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.services.CalledService;
import dev.parley.kit.services.ServiceAwayException;
import dev.parley.kit.services.ServiceCaller;
import java.net.URI;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// Asks notification-service: `DELETE /internal/users/{id}/addresses`.
final class HttpAddressClient implements AddressClient, AutoCloseable {
    private final CalledService notification;

    /// @param notification base address of notification-service
    /// @param timeout for connecting, and for the answer
    HttpAddressClient(URI notification, Duration timeout, ServiceCaller caller) {
        this.notification = caller.at(notification, timeout);
    }

    @Override
    public int removeAll(UserId user) {
        try {
            return notification
                    .delete("/internal/users/" + user + "/addresses")
                    .ok()
                    .readJson(HttpAddressClient::removed);
        } catch (ServiceAwayException away) {
            throw new UnavailableException("notification-service", away);
        }
    }

    private static int removed(JsonNode json) {
        if (!json.path("removed").isInt()) {
            throw new IllegalArgumentException("no count");
        }
        return json.path("removed").asInt();
    }

    @Override
    public void close() {
        notification.close();
    }
}
