package dev.parley.api.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param patience how long a request waits for the log to have its change before it is answered all the same
@ConfigurationProperties("parley.outbox")
record OutboxSettings(@DefaultValue("2s") Duration patience) {
    OutboxSettings {
        if (patience.isNegative()) {
            throw new IllegalArgumentException("parley.outbox.patience is 0 or more");
        }
    }
}
