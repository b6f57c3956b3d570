package dev.parley.api;

import dev.parley.kit.launch.ServiceDescription;
import dev.parley.kit.launch.ServiceLauncher;
import dev.parley.kit.launch.Technology;
import dev.parley.kit.postgres.PostgresMigrations;
import dev.parley.kit.postgres.PostgresWiring;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/// Starts the REST service.
@SpringBootApplication
@Import(PostgresWiring.class)
public class ApiService {
    static final ServiceDescription DESCRIPTION = new ServiceDescription(
            "api-service",
            ApiService.class,
            Set.of(Technology.WEBMVC, Technology.SECURITY, Technology.POSTGRES),
            PostgresMigrations.class);

    public static void main(String[] args) {
        ServiceLauncher.main(DESCRIPTION, args);
    }

    /// Starts it in this JVM and returns once it serves.
    public static ConfigurableApplicationContext launch(Map<String, Object> settings) {
        return ServiceLauncher.launch(DESCRIPTION, settings);
    }
}
