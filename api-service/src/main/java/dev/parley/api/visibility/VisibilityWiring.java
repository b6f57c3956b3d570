package dev.parley.api.visibility;

import dev.parley.api.history.CassandraConnection;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class VisibilityWiring {
    @Bean
    CheckVisibility checkVisibility(JdbcClient jdbc, CassandraConnection cassandra, MeterRegistry registry) {
        return new CheckVisibility(
                new JdbcRelationStore(jdbc), new CassandraTalkStore(cassandra), new VisibilityMetrics(registry));
    }
}
