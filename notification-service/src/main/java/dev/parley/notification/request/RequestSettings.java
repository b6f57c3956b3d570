package dev.parley.notification.request;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Whose devices are rung.
///
/// @param logEveryDevice devices that have registered nothing are rung by the provider `log`, which must be on;
///     for
///     development only
@ConfigurationProperties("parley.push.requests")
record RequestSettings(@DefaultValue("false") boolean logEveryDevice) {}
