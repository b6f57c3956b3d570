package dev.parley.gateway.health;

import dev.parley.gateway.route.BackendSettings;
import java.util.Map;
import org.springframework.boot.health.contributor.CompositeReactiveHealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;

/// Shown under `services`. Not part of readiness: a gateway whose backends are away still answers with `retry`.
@Configuration(proxyBeanMethods = false)
class HealthWiring {
    @Bean
    CompositeReactiveHealthContributor services(BackendSettings backends, HttpClient http) {
        return CompositeReactiveHealthContributor.fromMap(Map.of(
                "id", new BackendHealth(http, backends.id()),
                "api", new BackendHealth(http, backends.api()),
                "discovery", new BackendHealth(http, backends.discovery()),
                "presence", new BackendHealth(http, backends.presence()),
                "notification", new BackendHealth(http, backends.notification())));
    }
}
