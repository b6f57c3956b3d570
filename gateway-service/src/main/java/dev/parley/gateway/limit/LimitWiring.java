package dev.parley.gateway.limit;

import dev.parley.gateway.route.RouteIds;
import dev.parley.kit.time.Ticker;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.cloud.gateway.filter.ratelimit.RedisRateLimiter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
class LimitWiring {
    /// While Redis is away commands fail at once, rather than queue up and hold requests.
    @Bean
    LettuceClientOptionsBuilderCustomizer failAtOnce() {
        return options -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
    }

    @Bean
    LimitMetrics limitMetrics(MeterRegistry meters) {
        return new LimitMetrics(meters);
    }

    @Bean
    LimitRequestsFilter limitRequestsFilter(
            RedisRateLimiter limiter, LimitSettings settings, LimitMetrics metrics, Ticker ticker) {
        Map<String, LimitSettings.Bucket> buckets = Map.of(
                RouteIds.AUTH, settings.auth(),
                RouteIds.CONNECT, settings.connect(),
                RouteIds.SOCKET, settings.connect(),
                RouteIds.PRESENCE, settings.api(),
                RouteIds.PUSH, settings.api(),
                RouteIds.API, settings.api());
        buckets.forEach((route, bucket) -> limiter.getConfig()
                .put(
                        route,
                        new RedisRateLimiter.Config()
                                .setReplenishRate(bucket.perSecond())
                                .setBurstCapacity(bucket.burst())));
        return new LimitRequestsFilter(limiter, metrics, ticker);
    }

    @Bean
    LimitBodyFilter limitBodyFilter(LimitSettings settings, LimitMetrics metrics) {
        return new LimitBodyFilter(settings.body().toBytes(), metrics);
    }
}
