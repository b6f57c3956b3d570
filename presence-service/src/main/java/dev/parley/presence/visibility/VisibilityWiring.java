package dev.parley.presence.visibility;

import dev.parley.kit.services.ServiceCallers;
import dev.parley.kit.time.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VisibilitySettings.class)
class VisibilityWiring {
    @Bean
    HttpVisibilityClient visibilityClient(
            @Value("${parley.urls.api}") URI api,
            VisibilitySettings settings,
            ServiceCallers callers,
            MeterRegistry meters,
            Ticker ticker) {
        return new HttpVisibilityClient(
                api, settings, callers.of("api-service"), new VisibilityMetrics(meters), ticker);
    }
}
