package dev.parley.api.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;

class RecentTokensTest {
    private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");
    private static final Instant END = START.plus(Duration.ofMinutes(15));

    private final List<String> checked = new ArrayList<>();
    private Instant now = START;
    private final RecentTokens tokens = new RecentTokens(this::signature, this::time);

    @Test
    void aSignatureIsCheckedOnce() {
        Jwt first = tokens.decode("good");
        assertThat(tokens.decode("good")).isSameAs(first);
        assertThat(checked).containsExactly("good");
    }

    @Test
    void aKnownTokenEndsInTime() {
        tokens.decode("good");
        now = END;
        assertThatThrownBy(() -> tokens.decode("good")).isInstanceOf(JwtValidationException.class);
    }

    @Test
    void aTokenThatIsOverIsNeverGood() {
        now = END;
        assertThatThrownBy(() -> tokens.decode("good")).isInstanceOf(JwtValidationException.class);
    }

    @Test
    void whatWasRefusedIsCheckedAgain() {
        assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(BadJwtException.class);
        assertThat(checked).containsExactly("forged", "forged");
    }

    private Jwt signature(String token) {
        checked.add(token);
        if (token.equals("forged")) {
            throw new BadJwtException("forged");
        }
        return Jwt.withTokenValue(token)
                .header("alg", "ES256")
                .subject("7")
                .expiresAt(END)
                .build();
    }

    private OAuth2TokenValidatorResult time(Jwt jwt) {
        return now.isBefore(END)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token"));
    }
}
