package dev.parley.presence.watch;

import dev.parley.presence.bus.BusPublisher;
import dev.parley.presence.state.PresenceStore;
import dev.parley.presence.state.RedisCalls;
import dev.parley.presence.visibility.VisibilityClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WatchWiring {
    private static final long LOOK_EVERY_MS = 1_000;

    @Bean
    WatcherStore watcherStore(RedisCalls redis, @Value("${parley.region}") String region) {
        return new RedisWatcherStore(redis, region);
    }

    @Bean
    WatchMetrics watchMetrics(MeterRegistry meters) {
        return new WatchMetrics(meters);
    }

    @Bean
    RegisterWatches registerWatches(
            WatcherStore watchers, PresenceStore states, VisibilityClient visibility, Clock clock) {
        return new RegisterWatches(watchers, states, visibility, clock);
    }

    @Bean
    PassChanges passChanges(
            WatcherStore watchers,
            PresenceStore states,
            VisibilityClient visibility,
            BusPublisher bus,
            WatchMetrics metrics,
            Clock clock) {
        return new PassChanges(watchers, states, visibility, bus, metrics, clock);
    }

    @Bean
    RefreshSlots refreshSlots(PresenceStore states, PassChanges passChanges, WatchMetrics metrics) {
        return new RefreshSlots(states, passChanges, metrics);
    }

    /// From its making until it is closed.
    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService slotLooks(RefreshSlots refresh) {
        ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("presence-slots").daemon().factory());
        var unused = looks.scheduleWithFixedDelay(refresh::refresh, 0, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        return looks;
    }

    @Bean
    HealthIndicator storeHealthIndicator(RefreshSlots refresh) {
        return () -> (refresh.isUp() ? Health.up() : Health.down()).build();
    }
}
