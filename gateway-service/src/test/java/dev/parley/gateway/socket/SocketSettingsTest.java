package dev.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.contracts.frame.Frames;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SocketSettingsTest {
    @Test
    void theDefaultLetsEveryFrameOfAChatServerThrough() {
        assertThat(bound("connect-bound", "1s").maxFrameBytes()).isGreaterThanOrEqualTo(Frames.MAX_SERVER_FRAME_BYTES);
    }

    @Test
    void aBoundBelowAChatServersLargestFrameStopsTheStart() {
        assertThat(settings(Frames.MAX_SERVER_FRAME_BYTES).maxFrameBytes()).isEqualTo(Frames.MAX_SERVER_FRAME_BYTES);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Frames.MAX_SERVER_FRAME_BYTES - 1))
                .withStackTraceContaining("parley.gateway.sockets.max-frame");
    }

    @Test
    void aGatewayThatCouldNotSendItsClientsAwayIsNotStarted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bound("clients-per-second", "0"))
                .withStackTraceContaining("parley.gateway.sockets.clients-per-second is at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bound("drain-within", "999ms"))
                .withStackTraceContaining("parley.gateway.sockets.drain-within is at least 1 s");
    }

    private static SocketSettings settings(long maxFrameBytes) {
        return bound("max-frame", maxFrameBytes + "B");
    }

    private static SocketSettings bound(String key, String value) {
        var source = new MapConfigurationPropertySource(Map.of("parley.gateway.sockets." + key, value));
        try {
            return new Binder(source).bindOrCreate("parley.gateway.sockets", SocketSettings.class);
        } catch (BindException failure) {
            throw new IllegalArgumentException(failure);
        }
    }
}
