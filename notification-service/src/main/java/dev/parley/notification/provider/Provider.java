package dev.parley.notification.provider;

import java.util.Locale;
import java.util.Optional;

/// Who rings a device.
public enum Provider {
    APNS,
    FCM,
    WEBPUSH,
    LOG;

    /// As it stands in JSON, tables and tags.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Provider> ofWireName(String name) {
        for (Provider provider : values()) {
            if (provider.wireName().equals(name)) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }
}
