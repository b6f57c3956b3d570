package dev.parley.kit.services;

import dev.parley.kit.files.Reloaded;
import dev.parley.kit.time.TimeWiring;
import dev.parley.kit.tls.Trust;
import dev.parley.kit.tls.TrustWiring;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/// The keys, read once something needs them: a service that calls nobody and is called by nobody needs none.
@Configuration(proxyBeanMethods = false)
@Import({TimeWiring.class, TrustWiring.class})
@EnableConfigurationProperties(ServicesSettings.class)
public class ServicesWiring {
    @Bean
    ServiceMetrics serviceMetrics(MeterRegistry registry) {
        return new ServiceMetrics(registry);
    }

    @Bean
    @Lazy
    Reloaded<ServiceKeys> serviceKeys(ServicesSettings settings, ServiceMetrics metrics) {
        return KeysFile.open(settings, new SecureRandom(), metrics::unreadable);
    }

    @Bean
    @Lazy
    ServiceCallers serviceCallers(
            Environment environment, Reloaded<ServiceKeys> serviceKeys, Trust trust, Clock clock) {
        return new ServiceCallers(
                environment.getRequiredProperty("spring.application.name"), serviceKeys, trust, clock);
    }
}
