package dev.parley.gateway.route;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Where the services are.
@ConfigurationProperties("parley.urls")
public record BackendSettings(URI id, URI api, URI discovery, URI presence, URI notification) {}
