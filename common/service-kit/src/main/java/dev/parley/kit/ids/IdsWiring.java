package dev.parley.kit.ids;

import dev.parley.kit.services.ServiceCallers;
import dev.parley.kit.services.ServicesWiring;
import java.net.URI;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/// Gives a service an [IdSource] with a worker number from id-service at `parley.urls.id`. Imported by services
/// that stamp
/// ids.
@Configuration(proxyBeanMethods = false)
@Import({LeasedIdsWiring.class, ServicesWiring.class})
public class IdsWiring {
    @Bean
    HttpLeaseStore leaseStore(Environment environment, IdsSettings settings, ServiceCallers callers) {
        return new HttpLeaseStore(
                URI.create(environment.getRequiredProperty("parley.urls.id")),
                settings.requestTimeout(),
                callers.of("id-service"));
    }
}
