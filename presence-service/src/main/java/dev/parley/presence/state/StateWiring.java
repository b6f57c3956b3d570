package dev.parley.presence.state;

import dev.parley.kit.redis.RedisSettings;
import io.lettuce.core.RedisClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StateWiring {
    @Bean
    RedisCalls redisCalls(RedisClient client, RedisSettings settings) {
        return new RedisCalls(client, settings.timeout());
    }

    @Bean
    PresenceStore presenceStore(RedisCalls redis, @Value("${parley.region}") String region) {
        return new RedisPresenceStore(redis, region);
    }
}
