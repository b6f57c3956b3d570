package dev.parley.chat.bus;

import dev.parley.chat.inbox.OwnedSlots;
import dev.parley.chat.lifecycle.Phase;
import dev.parley.chat.lifecycle.Phased;
import dev.parley.kit.redis.RedisSettings;
import dev.parley.kit.time.Pause;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BusWiring {
    @Bean
    BusMetrics busMetrics(MeterRegistry registry) {
        return new BusMetrics(registry);
    }

    /// Who listens to presence is looked up late: it may itself publish.
    @Bean
    DeliverBus deliverBus(OwnedSlots slots, ObjectProvider<PresenceListener> presence, BusMetrics metrics) {
        return new DeliverBus(
                slots,
                (user, connections, changes) ->
                        presence.ifAvailable(listener -> listener.changed(user, connections, changes)),
                metrics);
    }

    @Bean
    RedisBus bus(
            RedisClient client,
            RedisSettings redis,
            @Value("${parley.region}") String region,
            OwnedSlots slots,
            DeliverBus deliver,
            BusMetrics metrics,
            Pause pause) {
        int database = RedisURI.create(redis.url()).getDatabase();
        return new RedisBus(
                client,
                new RedisBus.Place(region, database, slots.total()),
                slots::numbers,
                deliver::take,
                metrics,
                pause);
    }

    @Bean
    Phased busLifecycle(RedisBus bus, DeliverBus deliver) {
        return new Phased(
                Phase.INBOX,
                () -> {
                    deliver.start();
                    bus.start();
                },
                () -> {
                    bus.stop();
                    deliver.stop();
                });
    }
}
