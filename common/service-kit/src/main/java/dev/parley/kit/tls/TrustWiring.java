package dev.parley.kit.tls;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// For whatever connects to other services of the installation.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrustSettings.class)
public class TrustWiring {
    @Bean
    Trust trust(TrustSettings settings) {
        return Trust.of(settings);
    }
}
