package dev.parley.presence;

import dev.parley.kit.access.AccessWiring;
import dev.parley.kit.launch.ServiceDescription;
import dev.parley.kit.launch.ServiceLauncher;
import dev.parley.kit.launch.Technology;
import dev.parley.kit.problem.ProblemResponses;
import dev.parley.kit.redis.RedisWiring;
import dev.parley.kit.time.TimeWiring;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/// The presence service as a process.
@SpringBootApplication
@Import({AccessWiring.class, TimeWiring.class, RedisWiring.class, ProblemResponses.class})
public class PresenceService {
    public static void main(String[] args) {
        launch(Map.of());
    }

    /// @param settings override the service's file and the environment
    public static ConfigurableApplicationContext launch(Map<String, Object> settings) {
        return ServiceLauncher.launch(
                new ServiceDescription("presence-service", PresenceService.class, Set.of(Technology.WEBMVC)), settings);
    }
}
