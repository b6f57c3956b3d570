package dev.parley.gateway.limit;

import dev.parley.gateway.route.RouteIds;
import dev.parley.kit.redis.RedisSettings;
import dev.parley.kit.time.Ticker;
import dev.parley.kit.tls.Trust;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SslOptions;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.cloud.gateway.filter.ratelimit.RedisRateLimiter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({LimitSettings.class, RedisSettings.class})
class LimitWiring {
    /// While Redis is away commands fail at once, rather than queue up and hold requests.
    @Bean
    LettuceClientOptionsBuilderCustomizer failAtOnce() {
        return options -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
    }

    /// For `rediss:`. What else there is to know about Redis Boot takes from `spring.data.redis`.
    @Bean
    LettuceClientOptionsBuilderCustomizer trustRedis(RedisSettings redis) {
        Optional<TrustManagerFactory> trusted =
                Trust.of("parley.redis.ca-file", redis.caFile()).factory();
        return options -> trusted.ifPresent(it -> options.sslOptions(
                SslOptions.builder().jdkSslProvider().trustManager(it).build()));
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
