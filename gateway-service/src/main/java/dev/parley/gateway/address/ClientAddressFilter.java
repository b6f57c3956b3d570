package dev.parley.gateway.address;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Finds the client's address once for each request, before anything else asks for it.
public final class ClientAddressFilter implements WebFilter, Ordered {
    private static final String ATTRIBUTE = ClientAddressFilter.class.getName();

    private final ClientAddresses addresses;

    ClientAddressFilter(ClientAddresses addresses) {
        this.addresses = addresses;
    }

    /// What was found for this request.
    public static InetAddress of(ServerWebExchange exchange) {
        return Objects.requireNonNull(exchange.getAttribute(ATTRIBUTE), "this filter comes first");
    }

    /// The other end of the connection: the client or a proxy.
    static InetAddress peer(ServerWebExchange exchange) {
        InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
        return remote == null || remote.getAddress() == null ? InetAddress.getLoopbackAddress() : remote.getAddress();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        List<String> forwarded = exchange.getRequest().getHeaders().getOrEmpty(ForwardedHeaders.FOR);
        exchange.getAttributes().put(ATTRIBUTE, addresses.of(peer(exchange), forwarded));
        return chain.filter(exchange);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
