package dev.parley.chat.ownership;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contracts.event.LogEntry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerSettingsTest {
    private static final Duration TICKET_LIFE = Duration.ofSeconds(60);

    @Test
    void aTicketForComingBackLivesNoLongerThanTheEndOfItsLoginIsRemembered() {
        Duration longest = LogEntry.SessionEnd.REMEMBERED.minus(TICKET_LIFE);

        assertThatCode(() -> settings(longest)).doesNotThrowAnyException();
        assertThatThrownBy(() -> settings(longest.plusMillis(1))).hasMessageContaining("at most 1h");
    }

    @Test
    void aTicketForComingBackLivesLongEnoughToBeRenewed() {
        assertThatCode(() -> settings(Duration.ofMinutes(1))).doesNotThrowAnyException();
        assertThatThrownBy(() -> settings(Duration.ofSeconds(59))).hasMessageContaining("at least 1m");
        assertThatThrownBy(() -> settings(Duration.ofMinutes(-1))).hasMessageContaining("at least 1m");
    }

    private static ServerSettings settings(Duration returnLife) {
        return new ServerSettings("chat-1", "ws://{id}", "", "", 100, Duration.ofSeconds(2), TICKET_LIFE, returnLife);
    }
}
