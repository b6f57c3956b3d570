package dev.parley.kit.trace;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What is traced, and where traces go.
///
/// @param ratio the share that is traced, from 0 (nothing, at no cost) to 1; the same in all services, or traces
///     have gaps
/// @param endpoint takes OTLP over HTTP
/// @param timeout for one request to it
@ConfigurationProperties("parley.traces")
record TracesSettings(
        @DefaultValue("0") double ratio,
        @DefaultValue("http://localhost:4318/v1/traces") URI endpoint,
        @DefaultValue("5s") Duration timeout) {
    TracesSettings {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("parley.traces.ratio must be from 0 to 1");
        }
        if (!("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))) {
            throw new IllegalArgumentException("parley.traces.endpoint must be an http or https address");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("parley.traces.timeout must be positive");
        }
    }
}
