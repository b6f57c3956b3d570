package dev.parley.api.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/// Checks a token's signature once and its times whenever it is shown: who opens an app asks for many things within a
/// minute, and a signature costs as much as a page of history. This holds while the keys stay what they are, which is
/// as
/// long as this process lives. What was refused is not remembered.
final class RecentTokens implements JwtDecoder {
    /// Some ten megabytes.
    private static final int MOST = 4_096;

    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final JwtDecoder signatures;
    private final OAuth2TokenValidator<Jwt> times;
    private final Cache<String, Jwt> recent = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(REMEMBERED)
            .build();

    /// @param signatures checks all but times
    RecentTokens(JwtDecoder signatures, OAuth2TokenValidator<Jwt> times) {
        this.signatures = signatures;
        this.times = times;
    }

    @Override
    public Jwt decode(String token) {
        Jwt jwt = recent.get(token, signatures::decode);
        OAuth2TokenValidatorResult result = times.validate(jwt);
        if (result.hasErrors()) {
            throw new JwtValidationException("The token's time is over or has not come.", result.getErrors());
        }
        return jwt;
    }
}
