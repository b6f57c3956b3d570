package dev.parley.notification.outstanding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class OutstandingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    @Test
    void eachMessageHasItsOwnStory() {
        Outstanding none = Outstanding.NOTHING;
        assertThat(none.ringing(1)).isEmpty();

        Outstanding asked = none.ask(ring(5), NOW, "");
        assertThat(asked.ringing(6)).isEmpty();
        assertThat(asked.ringing(5)).contains(Ringing.WAITING);
        assertThat(asked.ringing(4)).contains(Ringing.WAITING);

        Outstanding rung = asked.rung(5, NOW).ask(ring(7), LATER, "");
        assertThat(rung.ringing(5)).contains(Ringing.RUNG);
        assertThat(rung.ringing(6)).contains(Ringing.WAITING);

        assertThat(none.reach(3, NOW).ringing(3)).contains(Ringing.NOT_RUNG);
        assertThat(asked.skip(5, NOW).ringing(5)).contains(Ringing.NOT_RUNG);

        assertThat(rung.withdraw(5, LATER).ringing(5)).contains(Ringing.READ);
        assertThat(rung.withdraw(5, LATER).ringing(6)).contains(Ringing.WAITING);
        assertThat(rung.withdraw(5, LATER).tookBack(5, LATER).ringing(5)).contains(Ringing.READ);
    }

    @Test
    void requestsThatWaitBecomeOne() {
        Outstanding it = Outstanding.NOTHING
                .ask(ring(5), NOW, "")
                .ask(ring(6), LATER, "")
                .ask(ring(7), LATER, "");
        assertThat(it.due()).contains(NOW);
        assertThat(it.asked().seq()).isEqualTo(7);
        Outstanding rung = it.rung(7, LATER);
        assertThat(rung.due()).isEmpty();
        assertThat(rung.shownSeq()).isEqualTo(7);
    }

    @Test
    void aRequestThatComesAgainOrLateChangesNothing() {
        Outstanding rung = Outstanding.NOTHING.ask(ring(7), NOW, "").rung(7, NOW);
        assertThat(rung.ask(ring(7), LATER, "")).isEqualTo(rung);
        assertThat(rung.ask(ring(3), LATER, "")).isEqualTo(rung);
        Outstanding read = rung.withdraw(7, LATER).tookBack(7, LATER);
        assertThat(read.ask(ring(7), LATER, "")).isEqualTo(read);
        assertThat(read.withdraw(7, LATER)).isEqualTo(read);
        assertThat(read.due()).isEmpty();
    }

    @Test
    void whatWasReadBeforeItRangIsNeverRung() {
        Outstanding it = Outstanding.NOTHING.ask(ring(5), NOW, "").withdraw(5, NOW);
        assertThat(it.due()).isEmpty();
        assertThat(it.wantsRing()).isFalse();
        assertThat(it.wantsTakeBack()).isFalse();
    }

    @Test
    void whatWasReadInPartStaysOnTheScreen() {
        Outstanding it = Outstanding.NOTHING.ask(ring(7), NOW, "").rung(7, NOW).withdraw(5, LATER);
        assertThat(it.wantsTakeBack()).isFalse();
        assertThat(it.withdraw(7, LATER).wantsTakeBack()).isTrue();
    }

    @Test
    void whatIsReadWhileAPushIsUnderWayIsTakenBackAfterIt() {
        Outstanding it =
                Outstanding.NOTHING.ask(ring(7), NOW, "").withdraw(7, NOW).rung(7, LATER);
        assertThat(it.wantsTakeBack()).isTrue();
        assertThat(it.due()).isPresent();
    }

    @Test
    void aDeviceThatHasItNeedsNoRing() {
        Outstanding it = Outstanding.NOTHING.ask(ring(7), NOW, "").reach(7, NOW);
        assertThat(it.wantsRing()).isFalse();
        assertThat(it.due()).isEmpty();
    }

    @Test
    void aFailureIsNotMadeGoodByMoreRequests() {
        Outstanding failed = Outstanding.NOTHING.ask(ring(7), NOW, "").fail(LATER);
        assertThat(failed.ask(ring(8), NOW, "").due()).contains(LATER);
        assertThat(failed.ask(ring(8), NOW, "").attempts()).isEqualTo(1);
    }

    @Test
    void readingIsToldAlsoWhileARingWaits() {
        Outstanding waiting = Outstanding.NOTHING
                .ask(ring(5), NOW, "")
                .rung(5, NOW)
                .ask(ring(9), NOW, "")
                .wait(LATER.plusSeconds(3_600));
        assertThat(waiting.withdraw(5, LATER).due()).contains(LATER);
    }

    @Test
    void noTextIsKeptLongerThanItIsNeeded() {
        Outstanding it = Outstanding.NOTHING.ask(ring(5), NOW, "");
        assertThat(it.asked().preview()).isNotEmpty();
        assertThat(it.rung(5, NOW).asked().preview()).isEmpty();
        assertThat(it.withdraw(5, NOW).asked().preview()).isEmpty();
        assertThat(it.skip(5, NOW).asked().preview()).isEmpty();
    }

    /// Consumers may see anything twice, and an older owner's words late.
    @Test
    void anyOrderAndAnyRepetitionEndsTheSame() {
        List<UnaryOperator<Outstanding>> changes = List.of(
                it -> it.ask(ring(3), NOW, ""),
                it -> it.ask(ring(5), NOW, ""),
                it -> it.ask(ring(9), NOW, ""),
                it -> it.withdraw(4, NOW),
                it -> it.withdraw(6, NOW),
                it -> it.reach(2, NOW));
        Random random = new Random(3);
        for (int run = 0; run < 2_000; run++) {
            List<UnaryOperator<Outstanding>> order = new ArrayList<>(changes);
            order.addAll(changes);
            Collections.shuffle(order, random);
            Outstanding it = Outstanding.NOTHING;
            for (UnaryOperator<Outstanding> change : order) {
                it = change.apply(it);
            }
            assertThat(it.asked().seq()).isEqualTo(9);
            assertThat(it.withdrawnSeq()).isEqualTo(6);
            assertThat(it.wantsRing()).isTrue();
            assertThat(it.due()).isPresent();
        }
    }

    private static PushRequest.Ring ring(long seq) {
        return new PushRequest.Ring(
                new UserId(1L << 22),
                ConversationId.parse("g.8388608"),
                seq,
                new MessageId(5L << 22),
                new UserId(2L << 22),
                1,
                1,
                Mute.NONE,
                Set.of(),
                "hello");
    }
}
