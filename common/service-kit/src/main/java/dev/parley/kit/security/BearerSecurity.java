package dev.parley.kit.security;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.kit.problem.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/// A filter chain for services that take access tokens: stateless, no cookies, no CSRF; refusals are problems. The
/// service provides the `JwtDecoder` that knows the keys.
public final class BearerSecurity {
    private BearerSecurity() {}

    /// @param open path patterns that need no token; everything else does
    public static SecurityFilterChain chain(HttpSecurity http, String... open) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers(open).permitAll().anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults())
                        .authenticationEntryPoint((request, response, why) -> unauthenticated(
                                request.getHeader(HttpHeaders.AUTHORIZATION) == null
                                        ? ErrorCode.UNAUTHENTICATED
                                        : ErrorCode.TOKEN_INVALID,
                                response)))
                .build();
    }

    private static void unauthenticated(ErrorCode code, HttpServletResponse response) throws IOException {
        response.setStatus(code.httpStatus());
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(Problems.json(Problems.of(new Refused(code))));
    }
}
