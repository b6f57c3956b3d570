package dev.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FarewellTest {
    @ParameterizedTest
    @CsvSource({
        "20000, 1000, 30, 100, 100",
        "50000, 1000, 25, 200, 100",
        "50000, 1000, 30, 166, 99",
        "7, 3, 30, 1, 333",
        "0, 1000, 30, 100, 100",
        "1, 1, 1, 1, 1000"
    })
    void aPaceIsKeptUnlessThereAreTooManyForTheTime(
            int clients, int perSecond, int withinSeconds, int atOnce, int everyMillis) {
        Farewell farewell = Farewell.of(clients, perSecond, Duration.ofSeconds(withinSeconds));
        assertThat(farewell.atOnce()).isEqualTo(atOnce);
        assertThat(farewell.every().toMillis()).isEqualTo(everyMillis);
    }

    @Test
    void howeverManyThereAreAllAreGoneInTime() {
        Duration within = Duration.ofSeconds(7);
        for (int clients = 1; clients < 1_000_000; clients += 997) {
            Farewell farewell = Farewell.of(clients, 100, within);
            long lastTurn = Math.ceilDiv(clients, farewell.atOnce()) - 1L;
            assertThat(farewell.every().multipliedBy(lastTurn)).isLessThanOrEqualTo(within);
        }
    }
}
