package dev.parley.api.outbox;

import dev.parley.kit.kafka.KafkaSettings;
import dev.parley.kit.time.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({OutboxSettings.class, KafkaSettings.class})
class OutboxWiring {
    @Bean
    KafkaLogPublisher kafkaLogPublisher(KafkaSettings kafka, Ticker ticker) {
        return new KafkaLogPublisher(kafka, ticker);
    }

    @Bean
    RelayOutbox relayOutbox(
            JdbcClient jdbc,
            TransactionOperations transaction,
            Clock clock,
            KafkaLogPublisher publisher,
            OutboxSettings settings,
            MeterRegistry registry) {
        JdbcOutboxStore store = new JdbcOutboxStore(jdbc, transaction, clock);
        return new RelayOutbox(store, publisher, new OutboxMetrics(registry, clock), settings.patience());
    }

    @Bean
    OutboxThread outboxThread(RelayOutbox relay) {
        return new OutboxThread(relay);
    }
}
