package dev.parley.api.limit;

import dev.parley.kit.redis.RedisWiring;
import dev.parley.kit.time.Ticker;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
@Import(RedisWiring.class)
class LimitWiring {
    @Bean
    LimitAttempts limitAttempts(RedisClient redis, LimitSettings settings, Ticker ticker, MeterRegistry registry) {
        FallbackAttemptStore store =
                new FallbackAttemptStore(new RedisAttemptStore(redis), new MemoryAttemptStore(ticker), ticker);
        return new LimitAttempts(store, settings.limits(), new LimitMetrics(registry, store));
    }
}
