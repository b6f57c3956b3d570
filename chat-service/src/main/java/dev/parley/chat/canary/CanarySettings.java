package dev.parley.chat.canary;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param enabled whether this server has canaries; each message of theirs stays in the history as any other does
/// @param every between two of their messages
/// @param patience a message that has not arrived by then is missing
@ConfigurationProperties("parley.chat.canary")
record CanarySettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("5s") Duration every,
        @DefaultValue("30s") Duration patience) {
    /// A connection that says nothing for longer than 30 s is closed.
    private static final Duration MOST = Duration.ofSeconds(10);

    private static final Duration LEAST = Duration.ofMillis(100);

    CanarySettings {
        if (every.compareTo(LEAST) < 0 || every.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("parley.chat.canary.every is from 100ms to 10s");
        }
        if (patience.compareTo(every) < 0) {
            throw new IllegalArgumentException("parley.chat.canary.patience is not below every");
        }
    }
}
