package dev.parley.contracts.ticket;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.ticket.TicketKeys.Checked;
import dev.parley.fuzzkit.FuzzTarget;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// Tickets and return tickets. The input is tried as a ticket, which it can't be without the key; and as the claims
/// of one that is rightly signed, so that what is behind the signature is reached, too.
public final class TicketFuzzTarget implements FuzzTarget {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final byte[] KEY = new byte[32];
    private static final TicketKeys KEYS =
            new TicketKeys(List.of(Base64.getEncoder().encodeToString(KEY)));
    private static final Set<ErrorCode> REASONS = Set.of(ErrorCode.TICKET_INVALID, ErrorCode.TICKET_EXPIRED);

    @Override
    public String name() {
        return "tickets";
    }

    @Override
    public String promise() {
        return "never good without the key; with it good or a reason, and what is good is good again once signed anew";
    }

    @Override
    public void hold(byte[] input) throws JOSEException {
        FuzzTarget.requireEqual(new Checked.Bad(ErrorCode.TICKET_INVALID), KEYS.check(FuzzTarget.text(input), NOW));
        switch (KEYS.check(signed(input), NOW)) {
            case Checked.Good good -> FuzzTarget.requireEqual(good, KEYS.check(KEYS.sign(good.ticket()), NOW));
            case Checked.Bad bad -> FuzzTarget.require(REASONS.contains(bad.code()), "a reason that is named");
        }
    }

    private static String signed(byte[] claims) throws JOSEException {
        JWSObject ticket = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(claims));
        ticket.sign(new MACSigner(KEY));
        return ticket.serialize();
    }
}
