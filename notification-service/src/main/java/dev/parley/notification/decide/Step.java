package dev.parley.notification.decide;

import dev.parley.notification.outstanding.Outstanding;
import dev.parley.notification.recipient.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What to do next for one conversation on one device.
///
/// Whether the user was active on another device within the last minute is the chat server's to know: it asks
/// for no
/// ring then. What the user read or muted since comes as further requests.
public sealed interface Step {
    /// Ring for everything up to seq.
    record Ring(long seq) implements Step {}

    /// Take from the screen what stands there up to seq.
    record TakeBack(long seq) implements Step {}

    /// Look again then: quiet hours.
    record Wait(Instant until) implements Step {}

    /// Never ring for what came up to seq.
    record Skip(long seq, Why why) implements Step {}

    /// There is nothing to do.
    record Nothing() implements Step {}

    /// Why nobody is rung. In metrics in lower case.
    enum Why {
        MUTED,
        TOO_OLD
    }

    /// Taking back comes first unless a new ring takes the same place on the screen at once.
    ///
    /// @param giveUpAfter a ring that could not be delivered for so long is of no use any more
    static Step next(Outstanding it, Recipient recipient, Duration giveUpAfter, Instant now) {
        if (!it.wantsRing()) {
            return it.wantsTakeBack() ? new TakeBack(it.withdrawnSeq()) : new Nothing();
        }
        Step ring = ring(it, recipient, giveUpAfter, now);
        return it.wantsTakeBack() && !(ring instanceof Ring) ? new TakeBack(it.withdrawnSeq()) : ring;
    }

    private static Step ring(Outstanding it, Recipient recipient, Duration giveUpAfter, Instant now) {
        long seq = it.asked().seq();
        if (it.asked().mute().holdsAt(now)) {
            return new Skip(seq, Why.MUTED);
        }
        if (!it.asked().at().plus(giveUpAfter).isAfter(now)) {
            return new Skip(seq, Why.TOO_OLD);
        }
        Optional<Instant> quietUntil = recipient.quietHours().flatMap(quiet -> quiet.endAfter(now, recipient.zone()));
        return quietUntil.<Step>map(Wait::new).orElseGet(() -> new Ring(seq));
    }
}
