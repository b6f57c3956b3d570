package dev.parley.chat.canary;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CanarySettingsTest {
    @Test
    void tooOftenTooSeldomAndTooImpatientAreRefused() {
        refuses(Duration.ofMillis(99), Duration.ofSeconds(30), "every is from 100ms to 10s");
        refuses(Duration.ofSeconds(11), Duration.ofSeconds(30), "every is from 100ms to 10s");
        refuses(Duration.ofSeconds(5), Duration.ofSeconds(4), "patience is not below every");
    }

    private static void refuses(Duration every, Duration patience, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CanarySettings(true, every, patience))
                .withMessageContaining(why);
    }
}
