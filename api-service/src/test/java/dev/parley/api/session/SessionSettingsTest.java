package dev.parley.api.session;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionSettingsTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void accessTokensLiveNoLongerThanChatServersRememberTheEndOfTheirLogin() {
        assertThatCode(() -> new SessionSettings(Duration.ofHours(1), DAY, DAY, ""))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new SessionSettings(Duration.ofMinutes(61), DAY, DAY, ""))
                .hasMessageContaining("at most 1h");
    }
}
