package dev.parley.kit.services;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import dev.parley.fuzzkit.FuzzTarget;
import dev.parley.kit.services.ServiceKeys.Checked;
import dev.parley.kit.services.ServiceKeys.Why;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;

/// Tokens of calls between services. The input is tried as a token, which it can't be without the key; and as the
/// claims of one that is rightly signed, so that what is behind the signature is reached, too.
public final class ServiceTokenFuzzTarget implements FuzzTarget {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final String CALLED = "b-service";
    private static final byte[] KEY = key();
    private static final ServiceKeys KEYS =
            ServiceKeys.parse(Base64.getEncoder().encodeToString(KEY));
    private static final Checked NOT_OURS = new Checked.Bad(Why.NOT_OURS);

    @Override
    public String name() {
        return "service-tokens";
    }

    @Override
    public String promise() {
        return "never good without the key; with it good for one service and soon over, or bad";
    }

    @Override
    public void hold(byte[] input) throws JOSEException {
        FuzzTarget.requireEqual(NOT_OURS, KEYS.check(FuzzTarget.text(input), CALLED, NOW));
        FuzzTarget.requireEqual(NOT_OURS, KEYS.check(signed(input, JOSEObjectType.JWT), CALLED, NOW));
        String token = signed(input, new JOSEObjectType("parley-service+jwt"));
        if (KEYS.check(token, CALLED, NOW) instanceof Checked.Good good) {
            FuzzTarget.require(!good.caller().isEmpty(), "a good token says who calls");
            FuzzTarget.requireEqual(new Checked.Bad(Why.AUDIENCE), KEYS.check(token, "c-service", NOW));
            // A caller's clock may be ahead by half of a token's life.
            Instant over = NOW.plus(ServiceKeys.LIFE).plus(ServiceKeys.LIFE.dividedBy(2));
            FuzzTarget.requireEqual(new Checked.Bad(Why.EXPIRED), KEYS.check(token, CALLED, over));
        }
    }

    private static String signed(byte[] claims, JOSEObjectType type) throws JOSEException {
        JWSObject token = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.HS256).type(type).build(), new Payload(claims));
        token.sign(new MACSigner(KEY));
        return token.serialize();
    }

    private static byte[] key() {
        byte[] key = new byte[32];
        new Random(7).nextBytes(key);
        return key;
    }
}
