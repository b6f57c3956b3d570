package dev.parley.api.session;

import dev.parley.api.edge.PlainProblem;
import dev.parley.contracts.error.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;

/// Which addresses need an access token: all but these. Stateless; no cookies, so nothing to forge across sites.
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
        "/error"
    };

    @Bean
    SecurityFilterChain bearerTokens(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers(OPEN).permitAll().anyRequest().authenticated())
                .oauth2ResourceServer(server ->
                        server.jwt(Customizer.withDefaults()).authenticationEntryPoint(BearerWiring::unauthenticated))
                .build();
    }

    private static void unauthenticated(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        boolean without = request.getHeader(HttpHeaders.AUTHORIZATION) == null;
        PlainProblem.write(without ? ErrorCode.UNAUTHENTICATED : ErrorCode.TOKEN_INVALID, response);
    }
}
