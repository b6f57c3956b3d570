package dev.parley.gateway.address;

import java.util.List;
import java.util.Locale;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/// Tells backends who the client is, and lets nothing through that the client said about it: X-Forwarded-For holds
/// exactly one address, which backends may believe.
final class ForwardedHeaders implements HttpHeadersFilter, Ordered {
    static final String FOR = "X-Forwarded-For";
    static final String PROTO = "X-Forwarded-Proto";
    private static final String HOST = "X-Forwarded-Host";

    /// Before the filter of hop-by-hop headers, so that a client can't have ours removed by naming them in
    /// Connection.
    private static final int AFTER_HOP_BY_HOP = Ordered.LOWEST_PRECEDENCE;

    private final ClientAddresses addresses;

    ForwardedHeaders(ClientAddresses addresses) {
        this.addresses = addresses;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        HttpHeaders output = new HttpHeaders();
        input.forEach((name, values) -> {
            if (!isAboutTheClient(name)) {
                output.addAll(name, values);
            }
        });
        ServerHttpRequest request = exchange.getRequest();
        output.set(FOR, ClientAddressFilter.of(exchange).getHostAddress());
        output.set(PROTO, scheme(exchange));
        String host = request.getHeaders().getFirst(HttpHeaders.HOST);
        if (host != null) {
            output.set(HOST, host);
        }
        return output;
    }

    private String scheme(ServerWebExchange exchange) {
        List<String> told = exchange.getRequest().getHeaders().getOrEmpty(PROTO);
        boolean believed = !told.isEmpty() && addresses.isTrusted(ClientAddressFilter.peer(exchange));
        return believed && told.getLast().equals("https")
                ? "https"
                : String.valueOf(exchange.getRequest().getURI().getScheme());
    }

    private static boolean isAboutTheClient(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("forwarded") || lower.startsWith("x-forwarded-") || lower.equals("x-real-ip");
    }

    @Override
    public int getOrder() {
        return AFTER_HOP_BY_HOP;
    }
}
