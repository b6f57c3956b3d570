package dev.parley.gateway.socket;

import dev.parley.gateway.server.CheckServer;
import dev.parley.gateway.server.LingeringClose;
import dev.parley.kit.tls.Trust;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

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
            SocketMetrics metrics,
            LoopResources loops,
            Trust trust) {
        this.settings = settings;
        this.headerFilters = List.copyOf(headerFilters);
        this.sockets = sockets;
        this.passFrames = passFrames;
        this.metrics = metrics;
        this.http = HttpClient.create(ConnectionProvider.newConnection())
                .secure(new CheckServer(trust, settings.serverName())::configure)
                .runOn(loops)
                .doOnConnected(connection -> connection.channel().pipeline().addFirst(new LingeringClose()))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connectBound().toMillis());
    }

    /// Completes when the socket has ended. Fails, with the client not yet accepted, if the server can't be reached
    /// in time or refuses the handshake.
    Mono<Void> connect(ServerWebExchange exchange, URI url) {
        HttpServerResponse client = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        Scheduler clientsLoop = loopOf(client);
        AtomicBoolean stands = new AtomicBoolean();
        Mono<Void> socket = http.headers(headers -> copyHeaders(exchange, headers))
                .websocket(serverSpec(exchange))
                .uri(url)
                .handle((in, out) -> {
                    stands.set(true);
                    return accept(exchange, client, clientsLoop, new Side(in, out));
                })
                .then()
                // So that both sides are on one event loop.
                .subscribeOn(clientsLoop);
        Mono<Void> tooLate = Mono.delay(settings.connectBound())
                .flatMap(passed -> stands.get() ? Mono.never() : Mono.error(new TimeoutException()));
        return Mono.firstWithSignal(socket, tooLate);
    }

    /// Completes when the socket has ended, which Reactor Netty's own upgrade does not wait for.
    private Mono<Void> accept(
            ServerWebExchange exchange, HttpServerResponse client, Scheduler clientsLoop, Side server) {
        Sinks.Empty<Void> ended = Sinks.empty();
        Mono<Void> upgrade = Mono.defer(() -> client.sendWebsocket(
                (in, out) -> pass(new Side(in, out), server).doFinally(end -> ended.tryEmitEmpty()),
                clientSpec(server.subprotocol())));
        return exchange.getResponse()
                // First whatever else belongs to the response, as Spring's own upgrade does.
                .setComplete()
                // Elsewhere the client's first frame could come before its connection is ready for frames, and be lost.
                .then(upgrade.subscribeOn(clientsLoop))
                .then(ended.asMono());
    }

    private static Scheduler loopOf(HttpServerResponse client) {
        AtomicReference<Scheduler> loop = new AtomicReference<>(Schedulers.immediate());
        client.withConnection(connection ->
                loop.set(Schedulers.fromExecutor(connection.channel().eventLoop())));
        return Objects.requireNonNull(loop.get());
    }

    private Mono<Void> pass(Side client, Side server) {
        metrics.opened();
        return sockets.during(client, passFrames.between(client, server));
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
