package dev.parley.gateway.socket;

import dev.parley.kit.time.Ticker;
import dev.parley.kit.tls.Trust;
import dev.parley.kit.tls.TrustWiring;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.http.client.ReactorResourceFactory;

@Configuration(proxyBeanMethods = false)
@Import(TrustWiring.class)
@EnableConfigurationProperties(SocketSettings.class)
class SocketWiring {
    @Bean
    OpenSockets openSockets(SocketSettings settings) {
        return new OpenSockets(settings.clientsPerSecond(), settings.drainWithin());
    }

    @Bean
    SocketMetrics socketMetrics(MeterRegistry meters, OpenSockets sockets) {
        return new SocketMetrics(meters, sockets);
    }

    @Bean
    FindServer findServer(ReactiveStringRedisTemplate redis, @Value("${parley.region}") String region, Ticker ticker) {
        return new FindServer(new RedisServerStore(redis, region), new KnownServers(), ticker);
    }

    @Bean
    PassSocketFilter passSocketFilter(
            FindServer findServer,
            OpenSockets sockets,
            SocketSettings settings,
            List<HttpHeadersFilter> headerFilters,
            SocketMetrics metrics,
            ReactorResourceFactory reactor,
            Trust trust) {
        PassFrames passFrames = new PassFrames(settings.writeBound(), metrics);
        return new PassSocketFilter(
                findServer,
                sockets,
                new ConnectSides(
                        settings, headerFilters, sockets, passFrames, metrics, reactor.getLoopResources(), trust));
    }
}
