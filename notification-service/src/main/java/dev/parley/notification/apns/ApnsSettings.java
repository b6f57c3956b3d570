package dev.parley.notification.apns;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Apple's push service. Off without `keyFile`.
///
/// @param keyFile the signing key as Apple hands it out (`AuthKey_….p8`)
/// @param keyId and `teamId`: as Apple shows them
/// @param topic the app's bundle id
/// @param host `api.push.apple.com`, or `api.sandbox.push.apple.com` for builds of developers
/// @param connections HTTP/2 connections; each carries many pushes at once
/// @param timeout for one answer
/// @param trust certificates (PEM) that the server's must come from, instead of the system's; for tests
@ConfigurationProperties("parley.push.apns")
record ApnsSettings(
        @Nullable Path keyFile,
        @DefaultValue("") String keyId,
        @DefaultValue("") String teamId,
        @DefaultValue("") String topic,
        @DefaultValue("api.push.apple.com") String host,
        @DefaultValue("443") int port,
        @DefaultValue("2") int connections,
        @DefaultValue("10s") Duration timeout,
        @Nullable Path trust) {
    ApnsSettings {
        if (keyFile != null && (keyId.isBlank() || teamId.isBlank() || topic.isBlank())) {
            throw new IllegalArgumentException("parley.push.apns.key-file needs key-id, team-id and topic beside it");
        }
    }
}
