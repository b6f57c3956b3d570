package dev.parley.api.session;

import dev.parley.kit.security.BearerSecurity;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
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
        "/actuator/**",
        "/livez",
        "/readyz",
        "/error"
    };

    /// A span and a timer for every filter of a chain cost more than the filters do. The request has its own.
    @Bean
    SecurityObservationSettings filtersAreNotObserved() {
        return SecurityObservationSettings.noObservations();
    }

    /// Service-kit's gate stands before these (`kit.services`); what it lets in shows no access token.
    @Bean
    @Order(0)
    SecurityFilterChain otherServices(HttpSecurity http) {
        return http.securityMatcher("/internal/**")
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    SecurityFilterChain bearerTokens(HttpSecurity http) {
        return BearerSecurity.chain(http, OPEN);
    }
}
