package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class LaunchServicesTest {
    private final List<Service> services = Service.all(Ports.DEFAULT);

    @Test
    void everyServiceIsLaunchedOnce() {
        ConcurrentLinkedQueue<Service> launched = new ConcurrentLinkedQueue<>();
        LaunchServices.all(services, launched::add);
        assertThat(launched).containsExactlyInAnyOrderElementsOf(services);
    }

    @Test
    void theFirstFailureIsTheCallersToHandle() {
        assertThatThrownBy(() -> LaunchServices.all(services, service -> {
                    throw new IllegalStateException(service.name() + " has no disk");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("has no disk");
    }
}
