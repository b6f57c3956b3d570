package dev.parley.notification.logline;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The provider `log`.
///
/// @param enabled devices may register with it
@ConfigurationProperties("parley.push.log")
record LogSettings(@DefaultValue("false") boolean enabled) {}
