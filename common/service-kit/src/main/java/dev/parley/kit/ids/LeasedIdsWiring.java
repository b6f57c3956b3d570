package dev.parley.kit.ids;

import dev.parley.kit.time.Ticker;
import dev.parley.kit.time.TimeWiring;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/// An [IdSource] on whatever [LeaseStore] the context has. Imported by id-service; others import [IdsWiring].
@Configuration(proxyBeanMethods = false)
@Import(TimeWiring.class)
@EnableConfigurationProperties(IdsSettings.class)
public class LeasedIdsWiring {
    @Bean
    IdMetrics idMetrics(MeterRegistry registry) {
        return new IdMetrics(registry);
    }

    @Bean
    LeasedIds leasedIds(Clock clock, Ticker ticker, IdsSettings settings, IdMetrics metrics) {
        return new LeasedIds(clock, ticker, settings, metrics);
    }

    @Bean
    LeaseSchedule leaseSchedule(
            LeaseStore store,
            LeasedIds ids,
            Clock clock,
            Ticker ticker,
            IdsSettings settings,
            IdMetrics metrics,
            Environment environment) {
        KeepLease keepLease = new KeepLease(
                store, ids, clock, ticker, RandomGenerator.getDefault(), settings, metrics, holder(environment));
        return new LeaseSchedule(keepLease, settings);
    }

    @Bean
    HealthIndicator idsHealthIndicator(LeasedIds ids) {
        return () -> ids.hasLease()
                ? Health.up().build()
                : Health.outOfService().withDetail("lease", "none").build();
    }

    /// Names the process for people who look at the lease table.
    private static String holder(Environment environment) {
        String service = environment.getProperty("spring.application.name", "unnamed");
        return service + "@" + host() + "/" + ProcessHandle.current().pid();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "unknown";
        }
    }
}
