package dev.parley.chat.watch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How presence is watched.
///
/// @param usersPerConnection a connection watches at most so many; more are refused
/// @param renewEvery how often watches are said again; presence-service forgets them after 100 s
/// @param retryAfter how soon they are said again when presence-service did not answer
/// @param timeout for one question
@ConfigurationProperties("parley.chat.watch")
record WatchSettings(
        @DefaultValue("200") int usersPerConnection,
        @DefaultValue("40s") Duration renewEvery,
        @DefaultValue("5s") Duration retryAfter,
        @DefaultValue("2s") Duration timeout) {
    WatchSettings {
        if (usersPerConnection < 1 || usersPerConnection > 1_000) {
            throw new IllegalArgumentException("parley.chat.watch.users-per-connection: from 1 to 1,000");
        }
        if (renewEvery.toMillis() < 1_000 || retryAfter.toMillis() < 100 || !timeout.isPositive()) {
            throw new IllegalArgumentException("parley.chat.watch: renew-every from 1s, retry-after from 100ms");
        }
    }
}
