package dev.parley.discovery.connect;

import dev.parley.contracts.ticket.TicketKeys;
import dev.parley.discovery.directory.Directory;
import dev.parley.discovery.region.Regions;
import dev.parley.kit.time.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConnectSettings.class)
class ConnectWiring {
    /// Long enough to open a socket over a bad line, short enough that a ticket seen by someone else is of little
    /// use.
    private static final Duration TICKET_LIFE = Duration.ofSeconds(60);

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    ConnectMetrics connectMetrics(MeterRegistry meters) {
        return new ConnectMetrics(meters);
    }

    @Bean
    GrantConnection grantConnection(
            Regions regions,
            Directory directory,
            ConnectSettings settings,
            Clock clock,
            Ticker ticker,
            SecureRandom random,
            ConnectMetrics metrics) {
        return new GrantConnection(
                new ChooseServer(regions, directory),
                new TicketKeys(settings.keys()),
                TICKET_LIFE,
                clock,
                ticker,
                random,
                metrics);
    }
}
