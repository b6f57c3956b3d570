package dev.parley.api.session;

import dev.parley.kit.security.BearerSecurity;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/// Which addresses but the operators' own (`api.admin`) need an access token: all but these. Stateless; no cookies, so
/// nothing to forge across sites.
@Configuration(proxyBeanMethods = false)
class BearerWiring {
    private static final String[] OPEN = {
        "/v1/auth/register",
        "/v1/auth/login",
        "/v1/auth/refresh",
        "/.well-known/jwks.json",
        "/v1/openapi.yaml",
        "/internal/**",
        "/actuator/**",
        "/livez",
        "/readyz",
        "/error"
    };

    @Bean
    SecurityFilterChain bearerTokens(HttpSecurity http) {
        return BearerSecurity.chain(http, OPEN);
    }
}
