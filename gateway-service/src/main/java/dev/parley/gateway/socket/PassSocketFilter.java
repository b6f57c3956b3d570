package dev.parley.gateway.socket;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.getUriTemplateVariables;

import dev.parley.contracts.directory.ChatServer;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.gateway.route.RouteIds;
import dev.parley.kit.problem.RefusedException;
import java.net.URI;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Passes `/ws/{server}` through to that chat server.
///
/// In place of Spring's own WebsocketRoutingFilter, with which 17 of the 40 tests of these sockets fail: it accepts
/// the client before it has reached the server, so that an absent server can't be answered with a problem and the
/// client is told another subprotocol than the server chose; off the client's event loop, where the limits' answer
/// leaves it, the client's first frame may be lost; a close overtakes frames that wait; a server that breaks off,
/// and 1012 and 1013, reach the client as something else; and up to 128 frames are held for a client that does not
/// read.
final class PassSocketFilter implements GlobalFilter, Ordered {
    /// After the limits and before Spring's routing.
    private static final int ORDER = 9_000;

    private static final String VERSION_HEADER = "Sec-WebSocket-Version";
    private static final String VERSION = "13";

    private final FindServer findServer;
    private final OpenSockets sockets;
    private final ConnectSides connectSides;

    PassSocketFilter(FindServer findServer, OpenSockets sockets, ConnectSides connectSides) {
        this.findServer = findServer;
        this.sockets = sockets;
        this.connectSides = connectSides;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(GATEWAY_ROUTE_ATTR);
        if (!route.getId().equals(RouteIds.SOCKET)) {
            return chain.filter(exchange);
        }
        HttpHeaders asked = exchange.getRequest().getHeaders();
        if (!"websocket".equalsIgnoreCase(asked.getUpgrade()) || !VERSION.equals(asked.getFirst(VERSION_HEADER))) {
            // RFC 6455 §4.2.2: the answer names the version.
            exchange.getResponse().setStatusCode(HttpStatus.UPGRADE_REQUIRED);
            exchange.getResponse().getHeaders().set(HttpHeaders.UPGRADE, "websocket");
            exchange.getResponse().getHeaders().set(VERSION_HEADER, VERSION);
            return exchange.getResponse().setComplete();
        }
        if (asked.getFirst("Sec-WebSocket-Key") == null) {
            return Mono.error(new RefusedException(
                    new Refused(ErrorCode.INVALID_REQUEST, "A handshake has a Sec-WebSocket-Key.")));
        }
        if (!sockets.isRunning()) {
            return Mono.error(new RefusedException(new Refused(ErrorCode.RETRY, "This gateway is stopping.")));
        }
        return findServer
                .find(getUriTemplateVariables(exchange).getOrDefault("server", ""))
                .flatMap(server -> connectSides.connect(exchange, url(server, exchange.getRequest())));
    }

    private static URI url(ChatServer server, ServerHttpRequest request) {
        String query = request.getURI().getRawQuery();
        return URI.create((server.tls() ? "wss://" : "ws://")
                + server.address()
                + request.getURI().getRawPath()
                + (query == null ? "" : "?" + query));
    }

    @Override
    public int getOrder() {
        return ORDER;
    }
}
