package dev.parley.notification.deliver;

import dev.parley.kit.time.Ticker;
import dev.parley.kit.trace.Traces;
import dev.parley.notification.address.AddressStore;
import dev.parley.notification.outstanding.OutstandingStore;
import dev.parley.notification.provider.PushClient;
import dev.parley.notification.recipient.RecipientStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({GateSettings.class, DeliverSettings.class})
class DeliverWiring {
    /// One for each provider that is on.
    record Gates(Map<PushClient, Gate> byClient) {}

    @Bean
    Gates pushGates(ObjectProvider<PushClient> clients, GateSettings settings, Ticker ticker) {
        Map<PushClient, Gate> gates = new LinkedHashMap<>();
        clients.forEach(client -> gates.put(client, new Gate(settings, ticker.nanos())));
        return new Gates(gates);
    }

    /// As many threads as the gates let through.
    @Bean(destroyMethod = "shutdown")
    ExecutorService pushExecutor() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("push-", 1).factory());
    }

    @Bean
    PushThreads pushThreads(
            Gates gates,
            OutstandingStore outstanding,
            AddressStore addresses,
            RecipientStore recipients,
            DeliverSettings settings,
            MeterRegistry meters,
            Clock clock,
            Ticker ticker,
            ExecutorService pushExecutor,
            Traces traces) {
        return new PushThreads(
                gates.byClient().entrySet().stream()
                        .map(it -> new DeliverPush(
                                it.getKey(),
                                it.getValue(),
                                outstanding,
                                addresses,
                                recipients,
                                settings,
                                new DeliverMetrics(
                                        meters,
                                        it.getKey().provider(),
                                        () -> it.getValue().isResting(ticker.nanos())),
                                traces,
                                clock,
                                ticker,
                                new SplittableRandom(),
                                pushExecutor))
                        .toList(),
                new ForgetOutstanding(outstanding, settings.forgetAfter(), clock),
                pushExecutor);
    }

    /// Always up: a provider that is down is no reason to take the service out.
    @Bean
    HealthIndicator providersHealthIndicator(Gates gates, Ticker ticker) {
        return () -> {
            Health.Builder health = Health.up();
            gates.byClient()
                    .forEach((client, gate) -> health.withDetail(
                            client.provider().wireName(), gate.isResting(ticker.nanos()) ? "resting" : "in use"));
            return health.build();
        };
    }
}
