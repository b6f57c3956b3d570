package dev.parley.kit.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.access.AccessTokens.Checked;
import dev.parley.testkit.access.Tokens;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensTest {
    private static final long ALICE = 1L << 22;
    private static final long PHONE = 2L << 22;
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant SOON = NOW.plusSeconds(900);

    private final Tokens tokens = new Tokens("k1");
    private final AccessTokens access =
            new AccessTokens(new ImmutableJWKSet<>(tokens.publicKeys()), InstantSource.fixed(NOW));

    @Test
    void aGoodTokenNamesItsUserAndDevice() {
        assertThat(access.check(tokens.good(ALICE, PHONE, SOON)))
                .isEqualTo(
                        new Checked.Good(new Caller(new UserId(ALICE), new DeviceId(PHONE), new SessionId(PHONE + 1))));
    }

    @Test
    void anExpiredTokenIsRefused() {
        assertInvalid(tokens.good(ALICE, PHONE, NOW.minusSeconds(6)));
    }

    @Test
    void aTokenOfAnotherKeyIsRefused() {
        assertInvalid(new Tokens("k1").good(ALICE, PHONE, SOON));
        assertInvalid(new Tokens("k2").good(ALICE, PHONE, SOON));
    }

    @Test
    void aTokenForOrFromSomeoneElseIsRefused() {
        assertInvalid(tokens.with(ALICE, PHONE, SOON, claims -> claims.audience("elsewhere")));
        assertInvalid(tokens.with(ALICE, PHONE, SOON, claims -> claims.issuer("elsewhere")));
    }

    @Test
    void aTokenThatLacksAClaimIsRefused() {
        assertInvalid(tokens.with(ALICE, PHONE, SOON, claims -> claims.claim("dev", null)));
        assertInvalid(tokens.with(ALICE, PHONE, SOON, claims -> claims.claim("sid", null)));
        assertInvalid(tokens.with(ALICE, PHONE, SOON, claims -> claims.subject(null)));
        assertInvalid(tokens.with(ALICE, PHONE, SOON, claims -> claims.expirationTime(null)));
        assertInvalid(tokens.with(ALICE, PHONE, SOON, claims -> claims.subject("alice")));
        assertInvalid(tokens.with(ALICE, PHONE, SOON, claims -> claims.claim("dev", 7)));
        assertInvalid(tokens.with(ALICE, PHONE, SOON, claims -> claims.claim("sid", "-7")));
    }

    @Test
    void anUnsignedTokenIsRefused() {
        assertInvalid(new PlainJWT(new JWTClaimsSet.Builder()
                        .subject("4194304")
                        .claim("dev", "8388608")
                        .issuer("parley")
                        .audience("parley")
                        .build())
                .serialize());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "....", "eyJhbGciOiJFUzI1NiJ9..", "\u0000"})
    void whatIsNoTokenIsRefused(String text) {
        assertInvalid(text);
    }

    @Test
    void withoutKeysTheAnswerIsToRetry() {
        AccessTokens keyless = new AccessTokens(
                (selector, context) -> {
                    throw new KeySourceException("away");
                },
                InstantSource.fixed(NOW));
        assertThat(keyless.check(tokens.good(ALICE, PHONE, SOON))).isEqualTo(new Checked.Bad(ErrorCode.RETRY));
    }

    private void assertInvalid(String token) {
        assertThat(access.check(token)).isEqualTo(new Checked.Bad(ErrorCode.TOKEN_INVALID));
    }
}
