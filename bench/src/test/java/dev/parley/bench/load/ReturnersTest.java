package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReturnersTest {
    private static final long MS = 1_000_000;

    @Test
    void mostInASecondIsFoundAnywhereNotOnlyBetweenWholeSeconds() {
        Returners.Heard heard = new Returners.Heard(
                List.of(0L, 2_000 * MS),
                List.of(0L, 10 * MS, 2_000 * MS),
                List.of(0L, 900 * MS, 1_000 * MS, 1_100 * MS, 1_899 * MS, 1_900 * MS),
                Map.of());

        assertThat(heard.mostToldInASecond()).isEqualTo(1);
        assertThat(heard.mostBegunInASecond()).isEqualTo(2);
        assertThat(heard.mostWelcomeInASecond()).isEqualTo(4);
        assertThat(heard.secondsFrom(-100 * MS)).isEqualTo(2.0);
        assertThat(heard.perSecond()).isEqualTo(5 / 1.9);
    }

    @Test
    void nobodyBackIsNoSpeed() {
        Returners.Heard heard = new Returners.Heard(List.of(), List.of(), List.of(), Map.of());

        assertThat(heard.mostWelcomeInASecond()).isZero();
        assertThat(heard.perSecond()).isZero();
    }
}
