package dev.parley.kit.access;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the API service's keys are had.
///
/// @param jwks their address (RFC 7517)
/// @param timeout for connecting and for each read
/// @param cacheFor how long fetched keys are used without asking again; they are renewed ahead of it in the
///     background
/// @param outageFor how long the last keys are used while they can't be fetched
/// @param minInterval at most two fetches in this time, whatever tokens arrive; past it a token under an unknown
/// key is answered `retry`
@ConfigurationProperties("parley.access")
record AccessSettings(
        URI jwks,
        @DefaultValue("1s") Duration timeout,
        @DefaultValue("5m") Duration cacheFor,
        @DefaultValue("24h") Duration outageFor,
        @DefaultValue("1s") Duration minInterval) {
    AccessSettings {
        if (cacheFor.compareTo(minInterval) <= 0) {
            throw new IllegalArgumentException("parley.access.cache-for: more than min-interval");
        }
        if (cacheFor.compareTo(timeout.multipliedBy(4)) < 0) {
            throw new IllegalArgumentException("parley.access.cache-for: at least four times timeout");
        }
    }
}
