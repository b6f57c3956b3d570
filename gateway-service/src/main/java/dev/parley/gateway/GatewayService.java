package dev.parley.gateway;

import dev.parley.kit.launch.ServiceDescription;
import dev.parley.kit.launch.ServiceLauncher;
import dev.parley.kit.launch.Technology;
import dev.parley.kit.time.TimeWiring;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/// The gateway as a process.
@SpringBootApplication
@Import(TimeWiring.class)
public class GatewayService {
    public static void main(String[] args) {
        launch(Map.of());
    }

    /// @param settings override the service's file and the environment
    public static ConfigurableApplicationContext launch(Map<String, Object> settings) {
        return ServiceLauncher.launch(
                new ServiceDescription("gateway-service", GatewayService.class, Set.of(Technology.GATEWAY)), settings);
    }
}
