package dev.parley.gateway.server;

import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.server.WebFilter;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StrictTransportSettings.class)
class ServerWiring {
    private static final String STRICT_TRANSPORT = "Strict-Transport-Security";

    /// Before all else, so that refusals say it, too.
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    WebFilter strictTransport(StrictTransportSettings settings) {
        if (settings.maxAge().isZero()) {
            return (exchange, chain) -> chain.filter(exchange);
        }
        return (exchange, chain) -> {
            exchange.getResponse().getHeaders().set(STRICT_TRANSPORT, settings.value());
            return chain.filter(exchange);
        };
    }

    /// Event loops of our own: those that Reactor Netty shares within the JVM would be closed with the first
    /// gateway that stops.
    @Bean
    ReactorResourceFactory reactorResourceFactory() {
        ReactorResourceFactory reactor = new ReactorResourceFactory();
        reactor.setUseGlobalResources(false);
        reactor.setShutdownQuietPeriod(Duration.ZERO);
        return reactor;
    }

    @Bean
    HttpClientCustomizer onOurLoops(ReactorResourceFactory reactor) {
        return http -> http.runOn(reactor.getLoopResources());
    }

    @Bean
    NettyServerCustomizer lingeringClose() {
        // Not `doOnConnection`, which is called with each request of a kept connection.
        return server -> server.doOnChannelInit(
                (observer, channel, remoteAddress) -> channel.pipeline().addFirst(new LingeringClose()));
    }

    /// Begins each request in a turn of the event loop of its own. Reactor Netty queues a request that is read
    /// before the one ahead of it has ended, and if such a request is answered while it is still being taken from
    /// the queue, as a 404 is, nobody reads from the connection any more: the next request on it is never
    /// answered. So it is up to version 1.3.7 at least (reactor-netty issue 4361).
    @Bean
    NettyServerCustomizer turnOfItsOwn() {
        return server -> server.mapHandle((handled, connection) ->
                handled.subscribeOn(Schedulers.fromExecutor(connection.channel().eventLoop())));
    }
}
