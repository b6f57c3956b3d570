package dev.parley.gateway.server;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// HTTP Strict Transport Security (RFC 6797): browsers that once came over TLS come no other way any more. They ignore
/// it over plain HTTP.
///
/// @param maxAge how long browsers keep to it; 0 says nothing
/// @param includeSubDomains whether they keep to it for all hosts below this one, too
@ConfigurationProperties("parley.gateway.strict-transport")
record StrictTransportSettings(
        @DefaultValue("0s") Duration maxAge,
        @DefaultValue("false") boolean includeSubDomains) {
    StrictTransportSettings {
        if (maxAge.isNegative()) {
            throw new IllegalArgumentException("parley.gateway.strict-transport.max-age is not below zero");
        }
    }

    /// The header's value.
    String value() {
        return "max-age=" + maxAge.toSeconds() + (includeSubDomains ? "; includeSubDomains" : "");
    }
}
