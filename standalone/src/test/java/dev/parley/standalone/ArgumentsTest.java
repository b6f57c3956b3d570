package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.engines.EnginePorts;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void upTakesFreshAndPortsInAnyOrder() {
        assertThat(Arguments.parse(List.of("up"))).isEqualTo(new Arguments(Arguments.Verb.UP, false, Ports.DEFAULT));
        Arguments moved = Arguments.parse(List.of("up", "--ports", "9000", "--fresh"));
        assertThat(moved).isEqualTo(Arguments.parse(List.of("up", "--fresh", "--ports", "9000")));
        assertThat(moved.fresh()).isTrue();
        assertThat(moved.ports().gateway()).isEqualTo(9_000);
        assertThat(moved.ports().engines()).isEqualTo(EnginePorts.startingAt(9_010));
    }

    @Test
    void whatIsUnknownIsNamedTogetherWithTheUsage() {
        assertThatThrownBy(() -> Arguments.parse(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Usage");
        assertThatThrownBy(() -> Arguments.parse(List.of("up", "--frsh"))).hasMessageContaining("--frsh");
        assertThatThrownBy(() -> Arguments.parse(List.of("down", "--fresh"))).hasMessageContaining("--fresh");
        assertThatThrownBy(() -> Arguments.parse(List.of("up", "--ports"))).hasMessageContaining("--ports");
        assertThatThrownBy(() -> Arguments.parse(List.of("up", "--ports", "x"))).hasMessageContaining("Not a port: x");
        assertThatThrownBy(() -> Arguments.parse(List.of("up", "--ports", "65530")))
                .hasMessageContaining("65530");
    }

    @Test
    void noServiceSharesAPortWithAnother() {
        Ports ports = Ports.DEFAULT;
        assertThat(Service.all(ports).stream().map(Service::port))
                .doesNotHaveDuplicates()
                .doesNotContain(ports.chatSockets())
                .contains(7080, 7081, 7082, 7083, 7085, 7086, 7087);
    }
}
