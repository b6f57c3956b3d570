package dev.parley.notification.fcm;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Firebase Cloud Messaging. Off without `serviceAccountFile`.
///
/// @param serviceAccountFile JSON as Google hands it out; says the project, the key and where tokens are had
/// @param url of FCM itself
/// @param timeout for connecting, and for one answer
@ConfigurationProperties("parley.push.fcm")
record FcmSettings(
        @Nullable Path serviceAccountFile,
        @DefaultValue("https://fcm.googleapis.com") URI url,
        @DefaultValue("10s") Duration timeout) {}
