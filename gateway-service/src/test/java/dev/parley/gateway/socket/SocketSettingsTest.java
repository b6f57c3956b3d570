package dev.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.contracts.frame.Frames;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class SocketSettingsTest {
    @Test
    void theDefaultLetsEveryFrameOfAChatServerThrough() {
        SocketSettings defaults = new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("parley.gateway.sockets", SocketSettings.class);
        assertThat(defaults.maxFrameBytes()).isGreaterThanOrEqualTo(Frames.MAX_SERVER_FRAME_BYTES);
    }

    @Test
    void aBoundBelowAChatServersLargestFrameStopsTheStart() {
        assertThat(settings(Frames.MAX_SERVER_FRAME_BYTES).maxFrameBytes()).isEqualTo(Frames.MAX_SERVER_FRAME_BYTES);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Frames.MAX_SERVER_FRAME_BYTES - 1))
                .withMessageContaining("parley.gateway.sockets.max-frame");
    }

    private static SocketSettings settings(long maxFrameBytes) {
        return new SocketSettings(DataSize.ofBytes(maxFrameBytes), Duration.ofSeconds(5), Duration.ofSeconds(60), "");
    }
}
