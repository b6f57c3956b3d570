package dev.parley.notification.request;

import dev.parley.contracts.record.PushRequests;
import dev.parley.kit.kafka.ConsumerLoop;
import dev.parley.kit.kafka.KafkaSettings;
import dev.parley.kit.kafka.TraceHeader;
import dev.parley.notification.address.AddressStore;
import dev.parley.notification.outstanding.OutstandingStore;
import dev.parley.notification.recipient.RecipientStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({KafkaSettings.class, RequestSettings.class})
class RequestWiring {
    private static final String GROUP = "notification";

    @Bean
    AcceptRequests acceptRequests(
            AddressStore addresses,
            OutstandingStore outstanding,
            RecipientStore recipients,
            RequestSettings settings,
            MeterRegistry meters,
            Clock clock) {
        return new AcceptRequests(
                addresses,
                outstanding,
                settings.logEveryDevice()
                        ? new RegisterEveryDevice(addresses, recipients, clock)
                        : ListDevices.REGISTERED,
                new RequestMetrics(meters),
                clock);
    }

    @Bean
    ConsumerLoop pushRequests(KafkaSettings kafka, AcceptRequests acceptRequests, MeterRegistry meters) {
        return ConsumerLoop.start(
                "push-requests",
                () -> kafka.consumer(kafka.named(GROUP)),
                List.of(kafka.named(PushRequests.TOPIC)),
                records -> {
                    List<AcceptRequests.Received> received = new ArrayList<>();
                    records.forEach(record ->
                            received.add(new AcceptRequests.Received(record.value(), TraceHeader.of(record))));
                    acceptRequests.accept(received);
                },
                meters);
    }

    @Bean
    HealthIndicator requestsHealthIndicator(ConsumerLoop loop) {
        return () -> (loop.isFailing() ? Health.down() : Health.up())
                .withDetail("partitions", loop.partitions())
                .build();
    }
}
