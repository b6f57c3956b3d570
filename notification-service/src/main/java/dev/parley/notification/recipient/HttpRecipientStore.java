package dev.parley.notification.recipient;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.services.CalledService;
import dev.parley.kit.services.ServiceAnswer;
import dev.parley.kit.services.ServiceAwayException;
import dev.parley.kit.services.ServiceCaller;
import dev.parley.kit.time.Ticker;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// Asks the API service: `GET /internal/users/{id}/recipient` and `…/devices`.
final class HttpRecipientStore implements RecipientStore, AutoCloseable {
    /// Users remembered. Beyond it the least used is asked for again.
    private static final int MAX_REMEMBERED = 100_000;

    private static final int NOT_FOUND = 404;

    private final CalledService api;
    private final Cache<UserId, Optional<Recipient>> recipients;
    private final Cache<UserId, Set<DeviceId>> devices;

    HttpRecipientStore(RecipientSettings settings, ServiceCaller caller, Ticker ticker) {
        this.api = caller.at(settings.api(), settings.timeout());
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
        return recipients.get(user, asked -> ask(asked, "/recipient", HttpRecipientStore::recipient));
    }

    @Override
    public boolean isLive(UserId user, DeviceId device) {
        Set<DeviceId> remembered = devices.getIfPresent(user);
        return (remembered != null && remembered.contains(device))
                || devices(user).contains(device);
    }

    @Override
    public Set<DeviceId> devices(UserId user) {
        Set<DeviceId> live = ask(user, "/devices", HttpRecipientStore::devices).orElse(Set.of());
        devices.put(user, live);
        return live;
    }

    /// Empty if there is no such user.
    private <T> Optional<T> ask(UserId user, String what, Function<JsonNode, T> reader) {
        try {
            ServiceAnswer answer = api.get("/internal/users/" + user + what);
            return answer.status() == NOT_FOUND
                    ? Optional.empty()
                    : Optional.of(answer.ok().readJson(reader));
        } catch (ServiceAwayException away) {
            throw new RecipientsUnavailableException("the API service can't tell", away);
        }
    }

    private static Recipient recipient(JsonNode json) {
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
    }

    private static Set<DeviceId> devices(JsonNode json) {
        Set<DeviceId> live = new HashSet<>();
        json.path("deviceIds").forEach(id -> live.add(DeviceId.parse(id.asString())));
        return Set.copyOf(live);
    }

    @Override
    public void close() {
        api.close();
    }
}
