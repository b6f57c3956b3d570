package dev.parley.chat.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param flushInterval how long a head may stay in memory only; the conversation list over REST lags by as much
/// @param confirmWithin a device that has not confirmed a message by then is taken for dead, and a phone is rung
/// @param activeWithin a user who did something on a device that recently needs no ring for what it confirms
@ConfigurationProperties("parley.chat.inbox")
record InboxSettings(
        @DefaultValue("1s") Duration flushInterval,
        @DefaultValue("5s") Duration confirmWithin,
        @DefaultValue("60s") Duration activeWithin) {
    InboxSettings {
        if (!flushInterval.isPositive()) {
            throw new IllegalArgumentException("parley.chat.inbox.flush-interval is longer than zero");
        }
    }

    Attention attention() {
        return new Attention(confirmWithin, activeWithin);
    }
}
