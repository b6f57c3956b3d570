package dev.parley.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictTransportSettingsTest {
    @Test
    void subdomainsAreNamedOnlyIfAskedFor() {
        assertThat(new StrictTransportSettings(Duration.ofDays(1), false).value())
                .isEqualTo("max-age=86400");
        assertThat(new StrictTransportSettings(Duration.ofDays(1), true).value())
                .isEqualTo("max-age=86400; includeSubDomains");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.5S", "PT-1S", "P-1D"})
    void whatWouldTakeBackWhatBrowsersWereToldIsRefused(String maxAge) {
        assertThatThrownBy(() -> new StrictTransportSettings(Duration.parse(maxAge), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1s, or 0 for none");
    }
}
