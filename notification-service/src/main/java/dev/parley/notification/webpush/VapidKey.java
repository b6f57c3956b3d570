package dev.parley.notification.webpush;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/// Tells push services who sends (RFC 8292). A browser's subscription is bound to the public half: with another
/// key
/// every subscription is worth nothing.
final class VapidKey {
    /// RFC 8292 allows a day.
    private static final Duration VALID = Duration.ofHours(12);

    private final ECKey key;
    private final String subject;
    private final String publicPoint;

    /// @param subject `mailto:` or `https:`, where the operator is reached
    private VapidKey(ECKey key, String subject) throws JOSEException {
        this.key = key;
        this.subject = subject;
        this.publicPoint = Base64.getUrlEncoder().withoutPadding().encodeToString(P256.encode(key.toECPublicKey()));
    }

    /// Reads a JWK with its private part.
    ///
    /// @throws IllegalArgumentException if the file holds none of P-256
    static VapidKey read(Path file, String subject) {
        try {
            ECKey key = ECKey.parse(Files.readString(file));
            if (!key.isPrivate() || !key.getCurve().equals(Curve.P_256)) {
                throw new IllegalArgumentException(
                        "parley.push.webpush.key-file must hold a private JWK of the curve P-256");
            }
            return new VapidKey(key, subject);
        } catch (IOException | ParseException | JOSEException unreadable) {
            throw new IllegalArgumentException("parley.push.webpush.key-file can't be read", unreadable);
        }
    }

    /// Writes a new key, readable by its owner only.
    static void create(Path file, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(P256.SPEC, random);
            KeyPair pair = generator.generateKeyPair();
            String jwk = new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                    .privateKey(pair.getPrivate())
                    .build()
                    .toJSONString();
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, jwk, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
    }

    /// What a browser subscribes with (`applicationServerKey`): an uncompressed point in base64url.
    String publicPoint() {
        return publicPoint;
    }

    /// The header `Authorization` for a push service.
    ///
    /// @param origin scheme, host and port as the endpoint has them
    String authorization(String origin, Instant now) {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).build(),
                new JWTClaimsSet.Builder()
                        .audience(origin)
                        .subject(subject)
                        .expirationTime(Date.from(now.plus(VALID)))
                        .build());
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException keyWasChecked) {
            throw new IllegalStateException(keyWasChecked);
        }
        return "vapid t=" + jwt.serialize() + ", k=" + publicPoint;
    }
}
