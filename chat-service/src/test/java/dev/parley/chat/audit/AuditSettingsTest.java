package dev.parley.chat.audit;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AuditSettingsTest {
    @Test
    void whatWouldNotBoundAnythingIsRefused() {
        refuses(0, 10, Duration.ofMinutes(1), "reads-per-second is from 1 to 10000");
        refuses(10_001, 10, Duration.ofMinutes(1), "reads-per-second is from 1 to 10000");
        refuses(10, 0, Duration.ofMinutes(1), "conversations is from 1 to 20000");
        refuses(10, 10, Duration.ZERO, "again and round-every are longer than zero");
    }

    private static void refuses(int readsPerSecond, int conversations, Duration again, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AuditSettings(true, readsPerSecond, conversations, again, again))
                .withMessageContaining(why);
    }
}
