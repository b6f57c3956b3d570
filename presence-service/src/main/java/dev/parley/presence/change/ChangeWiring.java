package dev.parley.presence.change;

import dev.parley.kit.kafka.ConsumerLoop;
import dev.parley.kit.kafka.KafkaSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaSettings.class)
class ChangeWiring {
    private static final String GROUP = "presence";

    @Bean
    ConsumerLoop presenceChanges(KafkaSettings kafka, MeterRegistry meters) {
        ChangeMetrics metrics = new ChangeMetrics(meters);
        return ConsumerLoop.start(
                "presence-changes",
                () -> kafka.consumer(kafka.named(GROUP)),
                List.of(kafka.named(PresenceChanges.TOPIC)),
                records -> metrics.seen(records.count()),
                meters);
    }

    @Bean
    HealthIndicator changesHealthIndicator(ConsumerLoop loop) {
        return () -> (loop.isFailing() ? Health.down() : Health.up())
                .withDetail("partitions", loop.partitions())
                .build();
    }
}
