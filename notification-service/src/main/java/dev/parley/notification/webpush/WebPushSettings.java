package dev.parley.notification.webpush;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Web Push. Off without `keyFile`.
///
/// @param keyFile the VAPID key: a private JWK of the curve P-256
/// @param createKey make the file if it is not there; for one machine only, since all instances need the same key
/// @param subject `mailto:` or `https:`, where push services reach the operator
/// @param timeout for one push, everything included
/// @param allowLocal endpoints may be of this machine and its network, of any port, and plain HTTP; for tests
///     only
@ConfigurationProperties("parley.push.webpush")
record WebPushSettings(
        @Nullable Path keyFile,
        @DefaultValue("false") boolean createKey,
        @DefaultValue("") String subject,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("false") boolean allowLocal) {
    WebPushSettings {
        if (keyFile != null && !subject.startsWith("mailto:") && !subject.startsWith("https:")) {
            throw new IllegalArgumentException(
                    "parley.push.webpush.key-file needs a subject beside it, mailto: or https:");
        }
    }
}
