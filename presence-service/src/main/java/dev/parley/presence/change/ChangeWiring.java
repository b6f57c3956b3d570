package dev.parley.presence.change;

import dev.parley.contracts.record.PresenceRecords;
import dev.parley.kit.kafka.ConsumerLoop;
import dev.parley.kit.kafka.KafkaSettings;
import dev.parley.presence.watch.PassChanges;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
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
    ConsumerLoop presenceChanges(KafkaSettings kafka, PassChanges passChanges, MeterRegistry meters, Clock clock) {
        KafkaChanges changes = new KafkaChanges(passChanges, new ChangeMetrics(meters), clock);
        return ConsumerLoop.start(
                "presence-changes",
                () -> kafka.consumer(kafka.named(GROUP)),
                List.of(kafka.named(PresenceRecords.TOPIC)),
                changes::handle,
                meters);
    }

    @Bean
    HealthIndicator changesHealthIndicator(ConsumerLoop loop) {
        return () -> (loop.isFailing() ? Health.down() : Health.up())
                .withDetail("partitions", loop.partitions())
                .build();
    }
}
