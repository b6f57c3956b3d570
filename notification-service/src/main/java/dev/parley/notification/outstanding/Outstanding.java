package dev.parley.notification.outstanding;

import dev.parley.contracts.event.PushRequest;
import java.time.Instant;
import java.util.Optional;

/// What a device was asked to be told of a conversation, and what became of it.
///
/// All numbers only grow but `shownSeq`, so requests may come again, and those of a former owner late: they
/// change
/// nothing. That also makes any number of requests one: what is told is the newest state, once.
///
/// @param asked the request to ring with the greatest seq
/// @param handledSeq up to here nothing is to be rung any more: it was, or the device had it, or a rule said no
/// @param shownSeq what the provider was last given and has not been told to take back; 0 for nothing
/// @param withdrawnSeq the user has read up to here
/// @param due when the next step may be taken; empty if there is nothing to do
/// @param attempts failed in a row
public record Outstanding(
        Asked asked, long handledSeq, long shownSeq, long withdrawnSeq, Optional<Instant> due, int attempts) {
    public static final Outstanding NOTHING = new Outstanding(Asked.NOTHING, 0, 0, 0, Optional.empty(), 0);

    public boolean wantsRing() {
        return asked.seq() > Math.max(handledSeq, withdrawnSeq);
    }

    public boolean wantsTakeBack() {
        return shownSeq > 0 && withdrawnSeq >= shownSeq;
    }

    /// What became of ringing for a message; empty if nothing was asked that covers it.
    public Optional<Ringing> ringing(long seq) {
        if (withdrawnSeq >= seq) {
            return Optional.of(Ringing.READ);
        }
        if (shownSeq >= seq) {
            return Optional.of(Ringing.RUNG);
        }
        if (handledSeq >= seq) {
            return Optional.of(Ringing.NOT_RUNG);
        }
        return asked.seq() >= seq ? Optional.of(Ringing.WAITING) : Optional.empty();
    }

    /// Somebody asks for a ring. Joins what waits already, also for a provider that failed: the next try stays
    /// when it
    /// was.
    ///
    /// @param trace the `traceparent` of who asks; empty if the message is not traced
    public Outstanding ask(PushRequest.Ring ring, Instant now, String trace) {
        if (ring.seq() <= asked.seq()) {
            return this;
        }
        return new Outstanding(Asked.by(ring, now, trace), handledSeq, shownSeq, withdrawnSeq, due, attempts)
                .settle(now);
    }

    /// The device has got everything up to seq by itself.
    public Outstanding reach(long seq, Instant now) {
        return seq <= handledSeq ? this : handled(seq, shownSeq, attempts).settle(now);
    }

    /// The user has read up to seq. What stands on the screen is taken back at once, in quiet hours, too.
    public Outstanding withdraw(long seq, Instant now) {
        if (seq <= withdrawnSeq) {
            return this;
        }
        Outstanding read = new Outstanding(asked, handledSeq, shownSeq, seq, due, attempts);
        return (read.wantsTakeBack() && attempts == 0 ? read.dueAt(now) : read).settle(now);
    }

    /// The provider has taken a ring for seq.
    public Outstanding rung(long seq, Instant now) {
        return handled(seq, Math.max(shownSeq, seq), 0).dueAt(now).settle(now);
    }

    /// Nothing is to be rung for seq, and what is on the screen stays.
    public Outstanding skip(long seq, Instant now) {
        return handled(seq, shownSeq, 0).dueAt(now).settle(now);
    }

    /// The provider has taken the word that everything up to seq was read.
    public Outstanding tookBack(long seq, Instant now) {
        return new Outstanding(asked, handledSeq, shownSeq <= seq ? 0 : shownSeq, withdrawnSeq, due, 0)
                .dueAt(now)
                .settle(now);
    }

    /// Not before then. Nothing has failed.
    public Outstanding wait(Instant until) {
        return new Outstanding(asked, handledSeq, shownSeq, withdrawnSeq, Optional.of(until), 0).settle(until);
    }

    /// A try has failed; the next one is then.
    public Outstanding fail(Instant next) {
        return new Outstanding(asked, handledSeq, shownSeq, withdrawnSeq, Optional.of(next), attempts + 1).settle(next);
    }

    private Outstanding handled(long seq, long shown, int tries) {
        return new Outstanding(asked, Math.max(handledSeq, seq), shown, withdrawnSeq, due, tries);
    }

    private Outstanding dueAt(Instant time) {
        return new Outstanding(asked, handledSeq, shownSeq, withdrawnSeq, Optional.of(time), attempts);
    }

    /// Due exactly if there is something to do; keeps no text longer than it is needed.
    private Outstanding settle(Instant now) {
        boolean wants = wantsRing() || wantsTakeBack();
        return new Outstanding(
                wantsRing() ? asked : asked.withoutPreview(),
                handledSeq,
                shownSeq,
                withdrawnSeq,
                wants ? Optional.of(due.orElse(now)) : Optional.empty(),
                wants ? attempts : 0);
    }
}
