package dev.parley.notification.address;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.kit.access.Caller;
import dev.parley.kit.access.Callers;
import dev.parley.kit.problem.RefusedException;
import dev.parley.notification.provider.Provider;
import dev.parley.notification.provider.Target;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The calling device's push address. The address itself is never told back.
@RestController
@RequestMapping("/v1/push/address")
class AddressController {
    private final Callers callers;
    private final RegisterAddress registerAddress;
    private final AddressStore addresses;

    AddressController(Callers callers, RegisterAddress registerAddress, AddressStore addresses) {
        this.callers = callers;
        this.registerAddress = registerAddress;
        this.addresses = addresses;
    }

    @PutMapping
    AddressJson put(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestBody NewAddressJson body,
            HttpServletResponse response) {
        Caller caller = callers.of(authorization, response);
        registerAddress.register(caller.user(), caller.device(), body.target()).ifPresent(refused -> {
            throw new RefusedException(refused);
        });
        return address(caller);
    }

    @GetMapping
    AddressJson get(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            HttpServletResponse response) {
        return address(callers.of(authorization, response));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            HttpServletResponse response) {
        addresses.remove(callers.of(authorization, response).device());
    }

    private AddressJson address(Caller caller) {
        return addresses
                .find(caller.device())
                .map(it -> new AddressJson(it.target().provider().wireName(), it.changedAt()))
                .orElseThrow(() -> new RefusedException(ErrorCode.NOT_FOUND));
    }

    record AddressJson(String provider, Instant changedAt) {}

    /// @param provider `apns`, `fcm`, `webpush` or `log`
    /// @param token for apns and fcm
    /// @param endpoint and `keys`: for webpush, as a browser's PushSubscription has them
    record NewAddressJson(
            @Nullable String provider,
            @Nullable String token,
            @Nullable String endpoint,
            @Nullable KeysJson keys) {
        Target target() {
            Provider known = Provider.ofWireName(given(provider, "provider"))
                    .orElseThrow(() -> invalid("provider must be apns, fcm, webpush or log"));
            return switch (known) {
                case APNS -> new Target.Apns(given(token, "token"));
                case FCM -> new Target.Fcm(given(token, "token"));
                case WEBPUSH ->
                    new Target.WebPush(
                            given(endpoint, "endpoint"),
                            given(keys == null ? null : keys.p256dh(), "keys.p256dh"),
                            given(keys == null ? null : keys.auth(), "keys.auth"));
                case LOG -> new Target.Log();
            };
        }

        private static String given(@Nullable String value, String field) {
            if (value == null || value.isEmpty()) {
                throw invalid(field + " is needed");
            }
            return value;
        }

        private static RefusedException invalid(String sentence) {
            return new RefusedException(new Refused(ErrorCode.INVALID_REQUEST, sentence));
        }

        @Override
        public String toString() {
            return "NewAddressJson[]";
        }
    }

    record KeysJson(@Nullable String p256dh, @Nullable String auth) {
        @Override
        public String toString() {
            return "KeysJson[]";
        }
    }
}
