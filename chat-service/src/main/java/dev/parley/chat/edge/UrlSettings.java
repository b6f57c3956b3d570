package dev.parley.chat.edge;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Where other services are; the defaults are shared.
///
/// @param api base address of the API service
@ConfigurationProperties("parley.urls")
record UrlSettings(URI api) {}
