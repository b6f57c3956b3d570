package dev.parley.gateway.route;

import dev.parley.gateway.server.CheckServer;
import dev.parley.kit.tls.Trust;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The first route that fits is taken. What is not listed leads nowhere: `/internal/**` above all.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BackendSettings.class)
class RouteWiring {
    /// Replaced for each request by the chat server's own address; see
    /// [dev.parley.gateway.socket.PassSocketFilter].
    private static final String SOME_CHAT_SERVER = "ws://chat.invalid";

    @Bean
    RouteLocator routes(RouteLocatorBuilder routes, BackendSettings backends) {
        return routes.routes()
                .route(RouteIds.SOCKET, route -> route.path("/ws/{server}").uri(SOME_CHAT_SERVER))
                .route(RouteIds.CONNECT, route -> route.path("/v1/connect").uri(backends.discovery()))
                .route(
                        RouteIds.PRESENCE,
                        route -> route.path("/v1/presence", "/v1/presence/**").uri(backends.presence()))
                .route(RouteIds.PUSH, route -> route.path("/v1/push/**").uri(backends.notification()))
                .route(RouteIds.AUTH, route -> route.path("/v1/auth/**").uri(backends.api()))
                .route(
                        RouteIds.API,
                        route -> route.path("/v1/**", "/.well-known/**").uri(backends.api()))
                .build();
    }

    /// For routes and health, where services are at `https:`.
    @Bean
    HttpClientCustomizer trustServices(Trust trust) {
        CheckServer check = new CheckServer(trust, "");
        return http -> http.secure(check::configure);
    }

    @Bean
    PublicPathFilter publicPathFilter() {
        return new PublicPathFilter();
    }
}
