package dev.parley.notification;

import dev.parley.kit.access.AccessWiring;
import dev.parley.kit.launch.ServiceDescription;
import dev.parley.kit.launch.ServiceLauncher;
import dev.parley.kit.launch.Technology;
import dev.parley.kit.postgres.PostgresMigrations;
import dev.parley.kit.postgres.PostgresWiring;
import dev.parley.kit.problem.ProblemResponses;
import dev.parley.kit.time.TimeWiring;
import dev.parley.kit.trace.TracesWiring;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/// The notification service as a process.
@SpringBootApplication
@Import({AccessWiring.class, TimeWiring.class, PostgresWiring.class, ProblemResponses.class, TracesWiring.class})
public class NotificationService {
    static final ServiceDescription DESCRIPTION = new ServiceDescription(
            "notification-service",
            NotificationService.class,
            Set.of(Technology.WEBMVC, Technology.POSTGRES),
            PostgresMigrations.class);

    public static void main(String[] args) {
        ServiceLauncher.main(DESCRIPTION, args);
    }

    /// @param settings override the service's file and the environment
    public static ConfigurableApplicationContext launch(Map<String, Object> settings) {
        return ServiceLauncher.launch(DESCRIPTION, settings);
    }
}
