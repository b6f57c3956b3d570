package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally(3, 2);

    @Test
    void whatCameOnceToEveryoneIsRight() {
        send(2);
        deliverToBoth(0);
        deliverToBoth(1);

        assertThat(tally.open()).isZero();
        assertThat(tally.count()).isEqualTo(new Tally.Count(2, 0, 0, 0, Map.of()));
        assertThat(tally.count().isRight()).isTrue();
    }

    @Test
    void whatDidNotComeToOneReaderIsLost() {
        send(2);
        deliverToBoth(0);
        tally.delivered(1, 0);

        assertThat(tally.open()).isEqualTo(1);
        assertThat(tally.count().lost()).isEqualTo(1);
        assertThat(tally.count().isRight()).isFalse();
    }

    @Test
    void whatCameTwiceIsDoubled() {
        send(1);
        deliverToBoth(0);

        assertThat(tally.delivered(0, 1)).isFalse();
        assertThat(tally.count().doubled()).isEqualTo(1);
        assertThat(tally.count().isRight()).isFalse();
    }

    @Test
    void whatWasNeverSentIsStrange() {
        send(1);
        deliverToBoth(0);
        tally.delivered(2, 0);
        tally.delivered(-1, 0);

        assertThat(tally.count().strange()).isEqualTo(2);
        assertThat(tally.count().isRight()).isFalse();
    }

    @Test
    void whatWasRefusedIsNotLostButSaid() {
        send(2);
        deliverToBoth(0);
        tally.refused(1, "rate_limited");

        assertThat(tally.open()).isZero();
        assertThat(tally.count()).isEqualTo(new Tally.Count(2, 0, 0, 0, Map.of("rate_limited", 1L)));
    }

    @Test
    void whatWasRefusedForNowMayComeAllTheSame() {
        send(1);
        tally.refused(0, "retry");
        deliverToBoth(0);

        assertThat(tally.open()).isZero();
        assertThat(tally.count().isRight()).isTrue();
    }

    private void send(int messages) {
        for (int i = 0; i < messages; i++) {
            tally.sent();
        }
    }

    private void deliverToBoth(int message) {
        assertThat(tally.delivered(message, 0)).isTrue();
        assertThat(tally.delivered(message, 1)).isTrue();
    }
}
