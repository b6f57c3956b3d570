package dev.parley.chat.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MS = 1_000_000;

    @Test
    void noMoreThanTheSetNumberFallIntoASecond() {
        Pace pace = new Pace(4, 0);

        assertThat(pace.take(0)).isZero();
        assertThat(pace.take(0)).isEqualTo(275 * MS);
        assertThat(pace.take(100 * MS)).isEqualTo(450 * MS);
        assertThat(pace.take(5_000 * MS)).isZero();
        assertThat(pace.take(5_000 * MS)).isEqualTo(275 * MS);
    }

    @Test
    void norIfSomeAreATenthOfASecondLateAndOthersAreNot() {
        Pace pace = new Pace(100, 0);
        long[] heard = new long[1_000];
        for (int i = 0; i < heard.length; i++) {
            // Long runs of them are late, as if their frames had waited for each other.
            heard[i] = pace.take(0) + (i / 75 % 2 == 0 ? 100 * MS : 0);
        }
        Arrays.sort(heard);

        for (int i = 0; i + 100 < heard.length; i++) {
            assertThat(heard[i + 100] - heard[i]).isGreaterThanOrEqualTo(1_000 * MS);
        }
    }

    @Test
    void itIsFreeOnceAllMomentsAreOver() {
        Pace pace = new Pace(4, 0);
        assertThat(pace.isFree(0)).isTrue();

        pace.take(0);
        pace.take(0);

        assertThat(pace.isFree(549 * MS)).isFalse();
        assertThat(pace.isFree(550 * MS)).isTrue();
    }
}
