package dev.parley.gateway.server;

import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

@Configuration(proxyBeanMethods = false)
class ServerWiring {
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
        return server -> server.doOnConnection(
                connection -> connection.channel().pipeline().addFirst(new LingeringClose()));
    }
}
