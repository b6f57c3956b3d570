package dev.parley.notification.request;

import dev.parley.contracts.record.PushRequests;
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
class RequestWiring {
    private static final String GROUP = "notification";

    @Bean
    CountRequests countRequests(MeterRegistry meters) {
        return new CountRequests(new RequestMetrics(meters));
    }

    @Bean
    ConsumerLoop pushRequests(KafkaSettings kafka, CountRequests countRequests, MeterRegistry meters) {
        return ConsumerLoop.start(
                "push-requests",
                () -> kafka.consumer(kafka.named(GROUP)),
                List.of(kafka.named(PushRequests.TOPIC)),
                records -> records.forEach(record -> countRequests.take(record.value())),
                meters);
    }

    @Bean
    HealthIndicator requestsHealthIndicator(ConsumerLoop loop) {
        return () -> (loop.isFailing() ? Health.down() : Health.up())
                .withDetail("partitions", loop.partitions())
                .build();
    }
}
