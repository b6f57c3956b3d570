package dev.parley.notification.recipient;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How users are looked up.
///
/// @param api the API service
/// @param timeout for connecting, and for one answer
/// @param rememberFor a change of settings takes effect after this at the latest
/// @param rememberDevicesFor a device that was logged out may be rung for this long
@ConfigurationProperties("parley.push.recipients")
record RecipientSettings(
        URI api,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("30s") Duration rememberFor,
        @DefaultValue("5s") Duration rememberDevicesFor) {}
