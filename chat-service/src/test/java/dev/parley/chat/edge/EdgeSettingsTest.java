package dev.parley.chat.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class EdgeSettingsTest {
    @Test
    void theDefaultsAreThoseOfTheProtocolDocument() {
        EdgeSettings settings = bind(Map.of());
        assertThat(settings.port()).isEqualTo(7084);
        assertThat(settings.eventLoops()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(settings.allowedOrigins()).isEmpty();
        assertThat(settings.timeouts().hello()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.timeouts().idle()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.limits())
                .isEqualTo(new EdgeSettings.Limits(
                        100_000,
                        20,
                        20,
                        100,
                        200,
                        2_000,
                        4,
                        64,
                        1_024,
                        DataSize.ofMegabytes(16),
                        DataSize.ofBytes(Runtime.getRuntime().maxMemory() / 4)));
    }

    @Test
    void nestedKeysAreRead() {
        EdgeSettings settings = bind(Map.of(
                "parley.chat.edge.limits.sends-per-second", "5",
                "parley.chat.edge.timeouts.hello", "1s",
                "parley.chat.edge.allowed-origins", "https://a.example,https://b.example"));
        assertThat(settings.limits().sendsPerSecond()).isEqualTo(5);
        assertThat(settings.limits().sendBurst()).isEqualTo(100);
        assertThat(settings.timeouts().hello()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.allowedOrigins()).containsExactly("https://a.example", "https://b.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port=70000",
                "event-loops=-1",
                "limits.connections=0",
                "limits.outbound=0",
                "limits.outbound-total=1MB",
                "limits.outbound-total=1TB",
                "limits.sends-per-second=0",
                "limits.frame-burst=0",
                "limits.wishes-waiting=0",
                "timeouts.hello=0s",
                "timeouts.idle=-1s",
            })
    void whatCannotWorkIsRefused(String setting) {
        String[] parts = setting.split("=", 2);
        assertThatThrownBy(() -> bind(Map.of("parley.chat.edge." + parts[0], parts[1])))
                .isInstanceOf(BindException.class);
    }

    private static EdgeSettings bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("parley.chat.edge", EdgeSettings.class);
    }
}
