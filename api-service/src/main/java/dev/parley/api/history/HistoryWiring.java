package dev.parley.api.history;

import dev.parley.kit.cassandra.CassandraSettings;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.module.SimpleModule;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CassandraSettings.class)
class HistoryWiring {
    @Bean
    CassandraConnection cassandraConnection(CassandraSettings settings) {
        return new CassandraConnection(settings);
    }

    /// Before the service is ready.
    @Bean
    ApplicationRunner cassandraAtStart(CassandraConnection cassandra) {
        return arguments -> cassandra.awaitAtStart();
    }

    @Bean
    HistoryStore historyStore(CassandraConnection cassandra) {
        return new CassandraHistoryStore(cassandra);
    }

    @Bean
    ReadHistory readHistory(HistoryStore history, JdbcClient jdbc) {
        JdbcMembershipStore memberships = new JdbcMembershipStore(jdbc);
        return new ReadHistory(new FindAccess(history, memberships), history, memberships);
    }

    @Bean
    HistoryMetrics historyMetrics(MeterRegistry registry) {
        return new HistoryMetrics(registry);
    }

    @Bean
    JsonMapperBuilderCustomizer eventsInJson() {
        return json -> json.addModule(new SimpleModule("events").addSerializer(new EventJson()));
    }
}
