package dev.parley.presence.bus;

import dev.parley.kit.redis.RedisSettings;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BusWiring {
    @Bean
    RedisBusPublisher busPublisher(
            RedisClient client, RedisSettings redis, @Value("${parley.region}") String region, MeterRegistry meters) {
        int database = RedisURI.create(redis.url()).getDatabase();
        return new RedisBusPublisher(client, region, database, new BusMetrics(meters));
    }
}
