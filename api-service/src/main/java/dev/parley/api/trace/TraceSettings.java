package dev.parley.api.trace;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How it is found out where a message is.
///
/// @param pushTimeout how long notification-service is waited for; without its answer the rest is told
@ConfigurationProperties("parley.message-trace")
record TraceSettings(@DefaultValue("1s") Duration pushTimeout) {
    TraceSettings {
        if (!pushTimeout.isPositive()) {
            throw new IllegalArgumentException("parley.message-trace.push-timeout must be positive");
        }
    }
}
