package dev.parley.id.lease;

import dev.parley.kit.ids.LeaseStore;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LeaseSettings.class)
class LeaseWiring {
    @Bean
    LeaseStore leaseStore(JdbcClient jdbc, LeaseSettings settings, MeterRegistry registry) {
        return new JdbcLeaseStore(jdbc, settings, new LeaseMetrics(registry));
    }
}
