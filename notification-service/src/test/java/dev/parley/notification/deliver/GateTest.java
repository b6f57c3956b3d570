package dev.parley.notification.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final GateSettings SETTINGS =
            new GateSettings(10, 4, 2, Duration.ofSeconds(5), Duration.ofSeconds(15));
    private final Gate gate = new Gate(SETTINGS, 0);
    private long now;

    @Test
    void noMoreAtOnceThanAllowed() {
        assertThat(begin()).isEqualTo(4);
        assertThat(begin()).isZero();
        gate.end();
        assertThat(begin()).isEqualTo(1);
    }

    @Test
    void noMoreInASecondThanAllowed() {
        int begun = 0;
        for (int i = 0; i < 100; i++) {
            int some = begin();
            begun += some;
            for (int j = 0; j < some; j++) {
                gate.end();
            }
        }
        assertThat(begun).isEqualTo(10);
        pass(Duration.ofMillis(500));
        assertThat(begin()).isEqualTo(4);
    }

    @Test
    void failuresInARowMakeARestThatGrows() {
        fail();
        assertThat(gate.isResting(now)).isFalse();
        fail();
        assertThat(gate.isResting(now)).isTrue();
        assertThat(begin()).isZero();
        pass(Duration.ofSeconds(5));
        assertThat(begin()).isEqualTo(1); // To see whether it works again.
        fail();
        gate.end();
        pass(Duration.ofMillis(9_999));
        assertThat(begin()).isZero();
        pass(Duration.ofMillis(1));
        assertThat(begin()).isEqualTo(1);
        fail();
        gate.end();
        pass(Duration.ofSeconds(15)); // No longer than that, however often it fails.
        assertThat(begin()).isEqualTo(1);
        gate.works();
        gate.end();
        assertThat(begin()).isEqualTo(4);
    }

    @Test
    void aSuccessBetweenFailuresForgivesThem() {
        fail();
        gate.works();
        fail();
        assertThat(gate.isResting(now)).isFalse();
    }

    @Test
    void theProvidersOwnWishCounts() {
        gate.rest(Duration.ofSeconds(60), now);
        pass(Duration.ofSeconds(59));
        assertThat(begin()).isZero();
        pass(Duration.ofSeconds(1));
        assertThat(begin()).isEqualTo(4);
    }

    private int begin() {
        int permits = gate.permits(now);
        gate.begin(permits, now);
        return permits;
    }

    private void fail() {
        gate.failed(now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
