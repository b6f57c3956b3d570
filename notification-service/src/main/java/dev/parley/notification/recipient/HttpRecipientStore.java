package dev.parley.notification.recipient;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.services.ServiceCaller;
import dev.parley.kit.time.Ticker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks the API service: `GET /internal/users/{id}/recipient` and `…/devices`.
final class HttpRecipientStore implements RecipientStore, AutoCloseable {
    /// Users remembered. Beyond it the least used is asked for again.
    private static final int MAX_REMEMBERED = 100_000;

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI users;
    private final RecipientSettings settings;
    private final ServiceCaller caller;
    private final HttpClient http;
    private final Cache<UserId, Optional<Recipient>> recipients;
    private final Cache<UserId, Set<DeviceId>> devices;

    HttpRecipientStore(RecipientSettings settings, ServiceCaller caller, Ticker ticker) {
        this.users = URI.create(settings.api().toString().replaceAll("/+$", "") + "/internal/users/");
        this.settings = settings;
        this.caller = caller;
        this.http = caller.client().connectTimeout(settings.timeout()).build();
        this.recipients = Caffeine.newBuilder()
                .ticker(ticker::nanos)
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(settings.rememberFor())
                .build();
        this.devices = Caffeine.newBuilder()
                .ticker(ticker::nanos)
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(settings.rememberDevicesFor())
                .build();
    }

    @Override
    public Optional<Recipient> find(UserId user) {
        return recipients.get(user, asked -> ask(asked + "/recipient").map(HttpRecipientStore::recipient));
    }

    @Override
    public boolean isLive(UserId user, DeviceId device) {
        Set<DeviceId> remembered = devices.getIfPresent(user);
        return (remembered != null && remembered.contains(device))
                || devices(user).contains(device);
    }

    @Override
    public Set<DeviceId> devices(UserId user) {
        Set<DeviceId> live =
                ask(user + "/devices").map(HttpRecipientStore::devices).orElse(Set.of());
        devices.put(user, live);
        return live;
    }

    private Optional<JsonNode> ask(String path) {
        HttpRequest request =
                caller.request(users.resolve(path)).timeout(settings.timeout()).build();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            return switch (response.statusCode()) {
                case OK -> Optional.of(JSON.readTree(response.body()));
                case NOT_FOUND -> Optional.empty();
                default -> throw new RecipientsUnavailableException("answered " + response.statusCode(), null);
            };
        } catch (IOException | JacksonException failed) {
            throw new RecipientsUnavailableException("the API service does not answer", failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new RecipientsUnavailableException("interrupted", stopping);
        }
    }

    private static Recipient recipient(JsonNode json) {
        try {
            Optional<QuietHours> quiet = json.hasNonNull("quietFrom")
                    ? Optional.of(new QuietHours(
                            LocalTime.parse(json.path("quietFrom").asString()),
                            LocalTime.parse(json.path("quietTo").asString())))
                    : Optional.empty();
            return new Recipient(
                    json.path("displayName").asString(),
                    json.path("pushPreview").asBoolean(),
                    ZoneId.of(json.path("timeZone").asString()),
                    quiet);
        } catch (DateTimeException | IllegalArgumentException | JacksonException unreadable) {
            throw new RecipientsUnavailableException("the API service says what can't be read", unreadable);
        }
    }

    private static Set<DeviceId> devices(JsonNode json) {
        try {
            Set<DeviceId> live = new HashSet<>();
            json.path("deviceIds").forEach(id -> live.add(DeviceId.parse(id.asString())));
            return Set.copyOf(live);
        } catch (IllegalArgumentException | JacksonException unreadable) {
            throw new RecipientsUnavailableException("the API service says what can't be read", unreadable);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
