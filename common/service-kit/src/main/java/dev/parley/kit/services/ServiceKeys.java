package dev.parley.kit.services;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;

/// Signs and checks the tokens with which services call each other: JWTs (RFC 7519) with HMAC-SHA-256 under keys that
/// they share, from the service `iss` for the service `aud`, good for [#LIFE].
///
/// A key is a line of Base64, of at least 32 bytes; empty lines and those with `#` in front are passed over. The first
/// key signs, all check. A key is changed in steps, each once the one before is everywhere: the new one behind the old
/// one, then in front of it, then alone. Safe for any number of threads.
public final class ServiceKeys {
    /// What a check says.
    public sealed interface Checked {
        /// @param caller the service that signed
        record Good(String caller) implements Checked {}

        record Bad(Why why) implements Checked {}
    }

    public enum Why {
        /// No token at all.
        MISSING,
        /// Not signed with one of the keys, or something else than such a token.
        NOT_OURS,
        /// For another service.
        AUDIENCE,
        /// Over, not begun, or meant to be good for too long.
        EXPIRED;

        /// As a metric's tag.
        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Long enough for clocks that differ by half of it.
    public static final Duration LIFE = Duration.ofSeconds(60);

    /// How far a caller's clock may be ahead.
    private static final Duration AHEAD = LIFE.dividedBy(2);

    private static final int MIN_KEY_BYTES = 32;
    /// So that no other JWT is ever taken for one, whatever it is signed with (RFC 8725, 3.11).
    private static final JOSEObjectType TYPE = new JOSEObjectType("parley-service+jwt");

    private final List<byte[]> keys;

    private ServiceKeys(List<byte[]> keys) {
        this.keys = List.copyOf(keys);
    }

    /// @param file the text of a file of keys
    /// @throws IllegalArgumentException if a line is malformed or there is no key; the message names the
    ///     line's number, not what stands there
    public static ServiceKeys parse(String file) {
        List<String> lines = file.lines().map(String::strip).toList();
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty() && !lines.get(i).startsWith("#")) {
                keys.add(key(lines.get(i), i + 1));
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no key in it");
        }
        return new ServiceKeys(keys);
    }

    static ServiceKeys parse(List<byte[]> contents) {
        return parse(new String(contents.getFirst(), StandardCharsets.UTF_8));
    }

    @SuppressWarnings("UnusedException") // It shows a part of the key.
    private static byte[] key(String base64, int line) {
        String complaint = "line " + line + ": Base64 of at least " + MIN_KEY_BYTES + " bytes is needed";
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            if (key.length < MIN_KEY_BYTES) {
                throw new IllegalArgumentException(complaint);
            }
            return key;
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException(complaint);
        }
    }

    public String sign(String caller, String called, Instant now) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).build(),
                    new JWTClaimsSet.Builder()
                            .issuer(caller)
                            .audience(called)
                            .issueTime(Date.from(now))
                            .expirationTime(Date.from(now.plus(LIFE)))
                            .build());
            jwt.sign(new MACSigner(keys.getFirst()));
            return jwt.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("HMAC-SHA-256 under a key of enough bytes", impossible);
        }
    }

    /// @param called the service that asks
    public Checked check(String token, String called, Instant now) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())
                    || !TYPE.equals(jwt.getHeader().getType())
                    || !isSigned(jwt)) {
                return new Checked.Bad(Why.NOT_OURS);
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (claims.getIssuer() == null || claims.getIssueTime() == null || claims.getExpirationTime() == null) {
                return new Checked.Bad(Why.NOT_OURS);
            }
            if (!claims.getAudience().equals(List.of(called))) {
                return new Checked.Bad(Why.AUDIENCE);
            }
            return isGood(
                            claims.getIssueTime().toInstant(),
                            claims.getExpirationTime().toInstant(),
                            now)
                    ? new Checked.Good(claims.getIssuer())
                    : new Checked.Bad(Why.EXPIRED);
        } catch (ParseException | JOSEException | IllegalArgumentException notOurs) {
            return new Checked.Bad(Why.NOT_OURS);
        }
    }

    private static boolean isGood(Instant from, Instant until, Instant now) {
        return until.isAfter(now)
                && !from.isAfter(now.plus(AHEAD))
                && !Duration.between(from, until).minus(LIFE).isPositive();
    }

    /// Compares in constant time, as [MACVerifier] does.
    private boolean isSigned(SignedJWT jwt) throws JOSEException {
        for (byte[] key : keys) {
            if (jwt.verify(new MACVerifier(key))) {
                return true;
            }
        }
        return false;
    }
}
