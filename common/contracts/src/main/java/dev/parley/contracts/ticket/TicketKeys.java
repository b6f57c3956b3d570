package dev.parley.contracts.ticket;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.SessionId;
import dev.parley.contracts.id.UserId;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;

/// Signs and checks tickets: JWTs (RFC 7519) with HMAC-SHA-256 under keys that discovery and chat servers share.
/// The first key signs, all check. A key is changed in steps, each once the one before is everywhere: the new one
/// behind
/// the old one, then in front of it, then alone, after the longest ticket's life. Safe for any number of threads.
public final class TicketKeys {
    /// What a check says.
    public sealed interface Checked {
        record Good(Ticket ticket) implements Checked {}

        /// @param code [ErrorCode#TICKET_INVALID] or [ErrorCode#TICKET_EXPIRED]
        record Bad(ErrorCode code) implements Checked {}
    }

    private static final int MIN_KEY_BYTES = 32;
    /// Absent from tickets that are not for coming back.
    private static final String RETURNING = "ret";

    private final List<byte[]> keys;

    /// @param base64Keys one or more keys of at least 32 bytes, standard Base64
    /// @throws IllegalArgumentException for none or a short one; the message holds no key
    public TicketKeys(List<String> base64Keys) {
        if (base64Keys.isEmpty()) {
            throw new IllegalArgumentException("at least one ticket key is needed");
        }
        this.keys = base64Keys.stream().map(TicketKeys::key).toList();
    }

    private static byte[] key(String base64) {
        byte[] key = Base64.getDecoder().decode(base64);
        if (key.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException("a ticket key has at least " + MIN_KEY_BYTES + " bytes");
        }
        return key;
    }

    public String sign(Ticket ticket) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader(JWSAlgorithm.HS256),
                    new JWTClaimsSet.Builder()
                            .jwtID(ticket.id())
                            .subject(ticket.user().toString())
                            .claim("dev", ticket.device().toString())
                            .claim("sid", ticket.session().toString())
                            .claim(RETURNING, ticket.returning() ? true : null)
                            .audience(ticket.server())
                            .expirationTime(Date.from(ticket.expiresAt()))
                            .build());
            jwt.sign(new MACSigner(keys.getFirst()));
            return jwt.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("HMAC-SHA-256 under a key of enough bytes", impossible);
        }
    }

    /// Checks signature and expiry. Server, device and second use are the caller's to compare.
    public Checked check(String text, Instant now) {
        try {
            SignedJWT jwt = SignedJWT.parse(text);
            if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm()) || !isSigned(jwt)) {
                return new Checked.Bad(ErrorCode.TICKET_INVALID);
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (claims.getAudience().size() != 1
                    || claims.getExpirationTime() == null
                    || claims.getJWTID() == null
                    || claims.getSubject() == null
                    || claims.getStringClaim("dev") == null
                    || claims.getStringClaim("sid") == null) {
                return new Checked.Bad(ErrorCode.TICKET_INVALID);
            }
            Ticket ticket = new Ticket(
                    claims.getJWTID(),
                    UserId.parse(claims.getSubject()),
                    DeviceId.parse(claims.getStringClaim("dev")),
                    SessionId.parse(claims.getStringClaim("sid")),
                    claims.getAudience().getFirst(),
                    claims.getExpirationTime().toInstant(),
                    Boolean.TRUE.equals(claims.getBooleanClaim(RETURNING)));
            return ticket.expiresAt().isAfter(now)
                    ? new Checked.Good(ticket)
                    : new Checked.Bad(ErrorCode.TICKET_EXPIRED);
        } catch (ParseException | JOSEException | IllegalArgumentException notOurs) {
            return new Checked.Bad(ErrorCode.TICKET_INVALID);
        }
    }

    private boolean isSigned(SignedJWT jwt) throws JOSEException {
        for (byte[] key : keys) {
            if (jwt.verify(new MACVerifier(key))) {
                return true;
            }
        }
        return false;
    }
}
