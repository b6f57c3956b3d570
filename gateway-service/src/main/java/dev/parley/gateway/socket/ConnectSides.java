package dev.parley.gateway.socket;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.resources.ConnectionProvider;

/// Opens the server's side of a socket and, once that stands, the client's, with the subprotocol the server chose.
final class ConnectSides {
    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";

    private final SocketSettings settings;
    private final List<HttpHeadersFilter> headerFilters;
    private final OpenSockets sockets;
    private final PassFrames passFrames;
    private final SocketMetrics metrics;

    /// Without a pool, whose size would bound the number of sockets.
    private final HttpClient http;

    ConnectSides(
            SocketSettings settings,
            List<HttpHeadersFilter> headerFilters,
            OpenSockets sockets,
            PassFrames passFrames,
            SocketMetrics metrics) {
        this.settings = settings;
        this.headerFilters = List.copyOf(headerFilters);
        this.sockets = sockets;
        this.passFrames = passFrames;
        this.metrics = metrics;
        this.http = HttpClient.create(ConnectionProvider.newConnection())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connectBound().toMillis());
    }

    /// Completes when the socket has ended. Fails, with the client not yet accepted, if the server can't be reached in
    /// time or refuses the handshake.
    Mono<Void> connect(ServerWebExchange exchange, URI url) {
        AtomicBoolean stands = new AtomicBoolean();
        Mono<Void> socket = http.headers(headers -> copyHeaders(exchange, headers))
                .websocket(serverSpec(exchange))
                .uri(url)
                .handle((in, out) -> {
                    stands.set(true);
                    return accept(exchange, new Side(in, out));
                })
                .then();
        Mono<Void> tooLate = Mono.delay(settings.connectBound())
                .flatMap(passed -> stands.get() ? Mono.never() : Mono.error(new TimeoutException()));
        return Mono.firstWithSignal(socket, tooLate);
    }

    private Mono<Void> accept(ServerWebExchange exchange, Side server) {
        ServerHttpResponse response = exchange.getResponse();
        HttpServerResponse upgrade = ServerHttpResponseDecorator.getNativeResponse(response);
        // First whatever else belongs to the response, as Spring's own upgrade does.
        return response.setComplete()
                .then(Mono.defer(() -> upgrade.sendWebsocket(
                        (in, out) -> {
                            metrics.opened();
                            Side client = new Side(in, out);
                            return sockets.during(client, passFrames.between(client, server));
                        },
                        clientSpec(server.in().selectedSubprotocol()))));
    }

    private void copyHeaders(ServerWebExchange exchange, io.netty.handler.codec.http.HttpHeaders headers) {
        HttpHeaders filtered = HttpHeadersFilter.filterRequest(headerFilters, exchange);
        filtered.forEach((name, values) -> {
            if (!name.toLowerCase(Locale.ROOT).startsWith("sec-websocket-")
                    && !name.equalsIgnoreCase(HttpHeaderNames.HOST.toString())) {
                headers.set(name, values);
            }
        });
    }

    private WebsocketClientSpec serverSpec(ServerWebExchange exchange) {
        // Pings are answered by the other end, not here.
        WebsocketClientSpec.Builder spec =
                WebsocketClientSpec.builder().handlePing(true).maxFramePayloadLength(settings.maxFrameBytes());
        List<String> offered = exchange.getRequest().getHeaders().getOrEmpty(SUBPROTOCOL);
        return (offered.isEmpty() ? spec : spec.protocols(String.join(",", offered))).build();
    }

    private WebsocketServerSpec clientSpec(@Nullable String subprotocol) {
        WebsocketServerSpec.Builder spec =
                WebsocketServerSpec.builder().handlePing(true).maxFramePayloadLength(settings.maxFrameBytes());
        return (subprotocol == null ? spec : spec.protocols(subprotocol)).build();
    }
}
