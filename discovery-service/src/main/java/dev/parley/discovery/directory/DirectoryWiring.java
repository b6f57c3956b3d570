package dev.parley.discovery.directory;

import dev.parley.contracts.directory.SlotTable;
import dev.parley.discovery.region.Regions;
import dev.parley.kit.time.Ticker;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DirectorySettings.class)
class DirectoryWiring {
    @Bean
    Directory directory(DirectorySettings settings) {
        return new Directory(settings.maxAge(), settings.emptyGrace());
    }

    @Bean
    DirectoryStore directoryStore(RedisClient redis) {
        return new RedisDirectoryStore(redis);
    }

    @Bean
    DirectoryMetrics directoryMetrics(MeterRegistry meters, Regions regions, Directory directory, Ticker ticker) {
        return new DirectoryMetrics(meters, regions.names(), directory, ticker);
    }

    @Bean
    RefreshDirectory refreshDirectory(
            Regions regions, DirectoryStore store, Directory directory, Ticker ticker, DirectoryMetrics metrics) {
        return new RefreshDirectory(regions.names(), store, directory, ticker, metrics);
    }

    @Bean
    DirectoryRefreshing directoryRefreshing(RefreshDirectory refresh, DirectorySettings settings) {
        return new DirectoryRefreshing(refresh, settings.every());
    }

    /// Up while every region can be answered for. The number of servers is told but does not count: that none lives
    /// is true for every discovery service alike, so taking this one out of service would only replace a clear
    /// `retry` by a refused connection.
    @Bean
    HealthIndicator directoryHealthIndicator(Regions regions, Directory directory, Ticker ticker) {
        return () -> {
            Health.Builder health = Health.up();
            for (String region : regions.names()) {
                Optional<SlotTable> table = directory.table(region, ticker.nanos());
                health.withDetail(
                        region,
                        table.map(it -> it.servers().size() + " servers").orElse("not read recently"));
                if (table.isEmpty()) {
                    health.down();
                }
            }
            return health.build();
        };
    }
}
