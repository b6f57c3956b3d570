package dev.parley.gateway.route;

import dev.parley.gateway.server.CheckServer;
import dev.parley.kit.tls.Trust;
import java.util.function.Function;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.filter.factory.RetryGatewayFilterFactory;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.GatewayFilterSpec;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.route.builder.UriSpec;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import reactor.netty.http.client.PrematureCloseException;

/// The first route that fits is taken. What is not listed leads nowhere: `/internal/**` above all.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BackendSettings.class)
class RouteWiring {
    /// Replaced for each request by the chat server's own address; see
    /// [dev.parley.gateway.socket.PassSocketFilter].
    private static final String SOME_CHAT_SERVER = "ws://chat.invalid";

    /// Nearer to the service than what refuses requests; Spring's own filters begin at 10,000.
    private static final int AFTER_LIMITS = 9_000;

    @Bean
    RouteLocator routes(RouteLocatorBuilder routes, BackendSettings backends) {
        Function<GatewayFilterSpec, UriSpec> again =
                filters -> filters.filter(new RetryGatewayFilterFactory().apply(askAgain()), AFTER_LIMITS);
        return routes.routes()
                .route(RouteIds.SOCKET, route -> route.path("/ws/{server}").uri(SOME_CHAT_SERVER))
                .route(
                        RouteIds.CONNECT,
                        route -> route.path("/v1/connect").filters(again).uri(backends.discovery()))
                .route(
                        RouteIds.PRESENCE,
                        route -> route.path("/v1/presence", "/v1/presence/**")
                                .filters(again)
                                .uri(backends.presence()))
                .route(
                        RouteIds.PUSH,
                        route -> route.path("/v1/push/**").filters(again).uri(backends.notification()))
                .route(
                        RouteIds.AUTH,
                        route -> route.path("/v1/auth/**").filters(again).uri(backends.api()))
                .route(
                        RouteIds.API,
                        route -> route.path("/v1/**", "/.well-known/**")
                                .filters(again)
                                .uri(backends.api()))
                .build();
    }

    /// An instance that goes closes connections that are kept, and may have been given a request on one of them. It has
    /// not answered, so what only asks may be asked again, of another one.
    private static RetryGatewayFilterFactory.RetryConfig askAgain() {
        return new RetryGatewayFilterFactory.RetryConfig()
                .setRetries(1)
                .setMethods(HttpMethod.GET)
                .setSeries()
                .setExceptions(PrematureCloseException.class);
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
