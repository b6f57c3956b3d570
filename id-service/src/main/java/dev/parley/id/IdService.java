package dev.parley.id;

import dev.parley.kit.ids.IdProblems;
import dev.parley.kit.ids.LeasedIdsWiring;
import dev.parley.kit.launch.ServiceDescription;
import dev.parley.kit.launch.ServiceLauncher;
import dev.parley.kit.launch.Technology;
import dev.parley.kit.postgres.PostgresMigrations;
import dev.parley.kit.postgres.PostgresWiring;
import dev.parley.kit.problem.ProblemResponses;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/// The id service as a process. Its own worker number comes straight from the lease table.
@SpringBootApplication(proxyBeanMethods = false)
@Import({LeasedIdsWiring.class, PostgresWiring.class, ProblemResponses.class, IdProblems.class})
public class IdService {
    static final ServiceDescription DESCRIPTION = new ServiceDescription(
            "id-service", IdService.class, Set.of(Technology.WEBMVC, Technology.POSTGRES), PostgresMigrations.class);

    public static void main(String[] args) {
        ServiceLauncher.main(DESCRIPTION, args);
    }

    /// @param settings override the service's file and the environment
    public static ConfigurableApplicationContext launch(Map<String, Object> settings) {
        return ServiceLauncher.launch(DESCRIPTION, settings);
    }
}
