package dev.parley.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.problem.RefusedException;
import dev.parley.testkit.access.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class CallersTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Tokens tokens = new Tokens("k1");
    private final String good = tokens.good(7, 71, NOW.plusSeconds(900));
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private Callers callers =
            new Callers(new AccessTokens(new ImmutableJWKSet<>(tokens.publicKeys()), InstantSource.fixed(NOW)));

    @Test
    void theTokenSaysWhoAsks() {
        Caller caller = new Caller(new UserId(7), new DeviceId(71), new SessionId(72));
        assertThat(callers.of("Bearer " + good, response)).isEqualTo(caller);
        assertThat(callers.of("bearer  " + good + " ", response)).isEqualTo(caller);
        assertThat(response.getHeaderNames()).isEmpty();
    }

    @Test
    void whoShowsNoTokenIsAskedForOne() {
        for (@Nullable String header : new @Nullable String[] {null, "", "Bearer", "Basic YTpi", good}) {
            refused(header, ErrorCode.UNAUTHENTICATED);
            assertThat(response.getHeader("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @Test
    void aBadTokenIsCalledSo() {
        for (String token : new String[] {"", "x", tokens.good(7, 71, NOW.minusSeconds(900))}) {
            refused("Bearer " + token, ErrorCode.TOKEN_INVALID);
            assertThat(response.getHeader("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @Test
    void withoutKeysNobodyIsBlamed() {
        callers = new Callers(new AccessTokens(
                (selector, context) -> {
                    throw new KeySourceException("away");
                },
                InstantSource.fixed(NOW)));
        assertThat(refused("Bearer " + good, ErrorCode.RETRY).retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(response.getHeaderNames()).isEmpty();
    }

    private RefusedException refused(@Nullable String header, ErrorCode code) {
        return assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> callers.of(header, response))
                .matches(it -> it.refused().code() == code, code.toString())
                .actual();
    }
}
