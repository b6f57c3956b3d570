package dev.parley.kit.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;

/// Checks access tokens: JWTs (RFC 7519) signed with ES256 by the API service. Safe for any number of threads.
///
/// A token says nothing about its device having been logged out since; it lives for minutes, and the chat server
/// knows.
public final class AccessTokens {
    private static final String PARLEY = "parley";

    /// Two machines' clocks may differ by this much.
    private static final int MAX_CLOCK_SKEW_SECONDS = 5;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /// What a check says.
    public sealed interface Checked {
        record Good(Caller caller) implements Checked {}

        /// @param code [ErrorCode#TOKEN_INVALID], or [ErrorCode#RETRY] if the keys can't be had at the moment
        record Bad(ErrorCode code) implements Checked {}
    }

    public AccessTokens(JWKSource<SecurityContext> keys, InstantSource clock) {
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(
                        PARLEY, new JWTClaimsSet.Builder().issuer(PARLEY).build(), Set.of("sub", "dev", "sid", "exp")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew(MAX_CLOCK_SKEW_SECONDS);
        processor.setJWTClaimsSetVerifier(claims);
    }

    /// Waits for the keys to be fetched if there are none yet.
    public Checked check(String token) {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            return new Checked.Good(new Caller(
                    UserId.parse(claims.getSubject()),
                    DeviceId.parse(claims.getStringClaim("dev")),
                    SessionId.parse(claims.getStringClaim("sid"))));
        } catch (KeySourceException keysAway) {
            return new Checked.Bad(ErrorCode.RETRY);
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException notOurs) {
            return new Checked.Bad(ErrorCode.TOKEN_INVALID);
        }
    }
}
