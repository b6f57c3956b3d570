package dev.parley.gateway.server;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// HTTP Strict Transport Security (RFC 6797): browsers that once came over TLS come no other way any more. They ignore
/// it over plain HTTP.
///
/// @param maxAge how long browsers keep to it, at least a second; 0: nothing is said
/// @param includeSubDomains whether they keep to it for all hosts below this one, too
@ConfigurationProperties("parley.gateway.strict-transport")
record StrictTransportSettings(
        @DefaultValue("0s") Duration maxAge,
        @DefaultValue("false") boolean includeSubDomains) {
    StrictTransportSettings {
        // A header that says 0 would take back what browsers were told before.
        if (!maxAge.isZero() && maxAge.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "parley.gateway.strict-transport.max-age is at least 1s, or 0 for none, not " + maxAge);
        }
    }

    /// The header's value.
    String value() {
        return "max-age=" + maxAge.toSeconds() + (includeSubDomains ? "; includeSubDomains" : "");
    }
}
