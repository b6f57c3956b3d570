package dev.parley.chat.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param flushInterval how long a head may stay in memory only; the conversation list over REST lags by as much
@ConfigurationProperties("parley.chat.inbox")
record InboxSettings(@DefaultValue("500ms") Duration flushInterval) {
    InboxSettings {
        if (!flushInterval.isPositive()) {
            throw new IllegalArgumentException("parley.chat.inbox.flush-interval is longer than zero");
        }
    }
}
