package dev.parley.kit.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.fuzzkit.FuzzTarget;
import dev.parley.kit.access.AccessTokens.Checked;
import java.time.Instant;
import java.time.InstantSource;

/// Access tokens as services check them. The input is tried as a token, which it can't be without the key; and
/// as the claims of one that is rightly signed, so that what is behind the signature is reached, too.
public final class AccessTokenFuzzTarget implements FuzzTarget {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final ECKey KEY = key();
    private static final AccessTokens TOKENS =
            new AccessTokens(new ImmutableJWKSet<>(new JWKSet(KEY.toPublicJWK())), InstantSource.fixed(NOW));
    private static final Checked INVALID = new Checked.Bad(ErrorCode.TOKEN_INVALID);

    @Override
    public String name() {
        return "access-tokens";
    }

    @Override
    public String promise() {
        return "never good without the key; with it good or invalid";
    }

    /// Each is signed and checked with ES256.
    @Override
    public int mutations() {
        return 200;
    }

    @Override
    public void hold(byte[] input) throws JOSEException {
        FuzzTarget.requireEqual(INVALID, TOKENS.check(FuzzTarget.text(input)));
        if (TOKENS.check(signed(input)) instanceof Checked.Bad bad) {
            FuzzTarget.requireEqual(INVALID, bad);
        }
    }

    private static String signed(byte[] claims) throws JOSEException {
        JWSObject token = new JWSObject(new JWSHeader(JWSAlgorithm.ES256), new Payload(claims));
        token.sign(new ECDSASigner(KEY));
        return token.serialize();
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
