package dev.parley.api.erase;

import dev.parley.api.answer.UnavailableException;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.services.ServiceCaller;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks notification-service: `DELETE /internal/users/{id}/addresses`.
final class HttpAddressClient implements AddressClient, AutoCloseable {
    private static final String AWAY = "notification-service";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String users;
    private final Duration timeout;
    private final ServiceCaller caller;
    private final HttpClient http;

    /// @param notification base address of notification-service
    /// @param timeout for connecting, and for the answer
    HttpAddressClient(URI notification, Duration timeout, ServiceCaller caller) {
        this.users = notification.toString().replaceAll("/+$", "") + "/internal/users/";
        this.timeout = timeout;
        this.caller = caller;
        this.http = caller.client().connectTimeout(timeout).build();
    }

    @Override
    public int removeAll(UserId user) {
        HttpRequest request = caller.request(URI.create(users + user + "/addresses"))
                .DELETE()
                .timeout(timeout)
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            JsonNode removed =
                    answer.statusCode() == 200 ? JSON.readTree(answer.body()).path("removed") : JSON.nullNode();
            if (!removed.isInt()) {
                throw new UnavailableException(AWAY, new IllegalStateException("answered " + answer.statusCode()));
            }
            return removed.asInt();
        } catch (IOException | JacksonException failed) {
            throw new UnavailableException(AWAY, failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(AWAY, stopping);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
