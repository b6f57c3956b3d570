package dev.parley.api.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.api.edge.Caller;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;

/// Access tokens: JWTs (RFC 7519) signed with ES256. Claims: `sub` user, `dev` device, `sid` session, `iss` and
/// `aud` [#ISSUER], `iat`, `exp`. The first key signs; all are published, so that tokens stay valid when keys
/// change.
final class AccessTokens {
    static final String ISSUER = "parley";
    static final String DEVICE = "dev";
    static final String SESSION = "sid";

    private final ECKey signing;
    private final JWSSigner signer;
    private final List<JWK> keys;
    private final Duration life;

    /// @param keys with their private parts, at least one, each with an id
    AccessTokens(List<ECKey> keys, Duration life) {
        this.signing = keys.getFirst();
        this.keys = List.copyOf(keys);
        this.life = life;
        try {
            signer = new ECDSASigner(signing);
        } catch (JOSEException unusable) {
            throw new IllegalArgumentException("the signing key is not an EC key on P-256", unusable);
        }
    }

    /// Reads a key given as a JWK (RFC 7517). One without an id gets its thumbprint (RFC 7638).
    ///
    /// @throws IllegalArgumentException without the text in its message
    static ECKey readKey(String jwk) {
        try {
            ECKey key = ECKey.parse(jwk);
            if (!key.isPrivate() || !Curve.P_256.equals(key.getCurve())) {
                throw new IllegalArgumentException("a signing key is a private EC key on P-256, as a JWK");
            }
            return key.getKeyID() == null
                    ? new ECKey.Builder(key).keyIDFromThumbprint().build()
                    : key;
        } catch (ParseException | JOSEException | IllegalStateException unreadable) {
            throw new IllegalArgumentException("a signing key is a private EC key on P-256, as a JWK");
        }
    }

    /// When a token made now expires. Whole seconds, as the token says it.
    Instant expiry(Instant now) {
        return now.plus(life).truncatedTo(ChronoUnit.SECONDS);
    }

    String issue(Caller caller, Instant now) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(caller.user().toString())
                .claim(DEVICE, caller.device().toString())
                .claim(SESSION, Long.toString(caller.session()))
                .issuer(ISSUER)
                .audience(ISSUER)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expiry(now)))
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(signing.getKeyID())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException broken) {
            throw new IllegalStateException("signing failed", broken);
        }
        return token.serialize();
    }

    /// All keys, private parts included: for checking.
    JWKSet keys() {
        return new JWKSet(keys);
    }

    /// All keys without their private parts, for everyone.
    String published() {
        return new JWKSet(keys).toPublicJWKSet().toString();
    }
}
