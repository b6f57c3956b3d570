package dev.parley.notification.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import dev.parley.notification.outstanding.Outstanding;
import dev.parley.notification.recipient.QuietHours;
import dev.parley.notification.recipient.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-03-01T23:00:00Z");
    private static final Duration GIVE_UP = Duration.ofDays(7);
    private static final Recipient OWL = recipient(Optional.empty());
    private static final Recipient LARK =
            recipient(Optional.of(new QuietHours(LocalTime.parse("22:00"), LocalTime.parse("07:00"))));

    @Test
    void aRequestIsRung() {
        assertThat(next(asked(Mute.NONE, NOON), OWL, NOON)).isEqualTo(new Step.Ring(7));
        assertThat(next(asked(Mute.NONE, NOON), LARK, NOON)).isEqualTo(new Step.Ring(7));
    }

    @Test
    void aMutedConversationIsNeverRung() {
        assertThat(next(asked(Mute.FOREVER, NOON), OWL, NOON)).isEqualTo(new Step.Skip(7, Step.Why.MUTED));
        Mute anHour = Mute.until(NOON.plusSeconds(3_600));
        assertThat(next(asked(anHour, NOON), OWL, NOON)).isEqualTo(new Step.Skip(7, Step.Why.MUTED));
        assertThat(next(asked(anHour, NOON), OWL, NOON.plusSeconds(3_600))).isEqualTo(new Step.Ring(7));
    }

    @Test
    void quietHoursMakeARingWaitForTheirEnd() {
        assertThat(next(asked(Mute.NONE, NIGHT), LARK, NIGHT))
                .isEqualTo(new Step.Wait(Instant.parse("2026-03-02T07:00:00Z")));
    }

    @Test
    void whatIsReadIsTakenBackInQuietHoursToo() {
        Outstanding shown = asked(Mute.NONE, NIGHT).rung(7, NIGHT);
        assertThat(next(shown, LARK, NIGHT)).isEqualTo(new Step.Nothing());
        assertThat(next(shown.withdraw(7, NIGHT), LARK, NIGHT)).isEqualTo(new Step.TakeBack(7));
    }

    @Test
    void aNewRingTakesThePlaceOfWhatWasReadUnlessItHasToWait() {
        Outstanding both =
                asked(Mute.NONE, NIGHT).rung(7, NIGHT).withdraw(7, NIGHT).ask(ring(8, Mute.NONE), NIGHT, "");
        assertThat(next(both, OWL, NIGHT)).isEqualTo(new Step.Ring(8));
        assertThat(next(both, LARK, NIGHT)).isEqualTo(new Step.TakeBack(7));
        assertThat(next(both.tookBack(7, NIGHT), LARK, NIGHT)).isInstanceOf(Step.Wait.class);
    }

    @Test
    void whatCouldNotBeDeliveredForAWeekIsDropped() {
        Outstanding old = asked(Mute.NONE, NOON);
        assertThat(next(old, OWL, NOON.plus(GIVE_UP).minusMillis(1))).isEqualTo(new Step.Ring(7));
        assertThat(next(old, OWL, NOON.plus(GIVE_UP))).isEqualTo(new Step.Skip(7, Step.Why.TOO_OLD));
    }

    private static Step next(Outstanding it, Recipient recipient, Instant now) {
        return Step.next(it, recipient, GIVE_UP, now);
    }

    private static Recipient recipient(Optional<QuietHours> quiet) {
        return new Recipient("Bob", false, ZoneId.of("UTC"), quiet);
    }

    private static Outstanding asked(Mute mute, Instant at) {
        return Outstanding.NOTHING.ask(ring(7, mute), at, "");
    }

    private static PushRequest.Ring ring(long seq, Mute mute) {
        return new PushRequest.Ring(
                new UserId(1L << 22),
                ConversationId.parse("g.8388608"),
                seq,
                new MessageId(5L << 22),
                new UserId(2L << 22),
                1,
                1,
                mute,
                Set.of(),
                "hello");
    }
}
