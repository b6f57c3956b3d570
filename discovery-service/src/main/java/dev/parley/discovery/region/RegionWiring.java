package dev.parley.discovery.region;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RegionSettings.class)
class RegionWiring {
    @Bean
    Regions regions(RegionSettings settings) {
        return new Regions(settings.regions());
    }
}
