package dev.parley.chat.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MS = 1_000_000;

    @Test
    void noMoreThanTheSetNumberFallIntoASecond() {
        Pace pace = new Pace(4, 0);

        assertThat(pace.take(0)).isZero();
        assertThat(pace.take(0)).isEqualTo(250 * MS);
        assertThat(pace.take(100 * MS)).isEqualTo(400 * MS);
        assertThat(pace.take(5_000 * MS)).isZero();
        assertThat(pace.take(5_000 * MS)).isEqualTo(250 * MS);
    }

    @Test
    void itIsFreeOnceAllMomentsAreOver() {
        Pace pace = new Pace(4, 0);
        assertThat(pace.isFree(0)).isTrue();

        pace.take(0);
        pace.take(0);

        assertThat(pace.isFree(499 * MS)).isFalse();
        assertThat(pace.isFree(500 * MS)).isTrue();
    }
}
