package dev.parley.gateway.route;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.gateway.problem.ProblemWriter;
import java.net.InetSocketAddress;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Answers `not_found` to paths that are not plain, and to the gateway's own management addresses other than health
/// unless asked from this very machine.
final class PublicPathFilter implements WebFilter, Ordered {
    private static final String MANAGEMENT = "/actuator";
    private static final String HEALTH = "/actuator/health";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        String path = request.getURI().getRawPath();
        boolean open =
                PublicPath.isPlain(path) && (!isBelow(path, MANAGEMENT) || isBelow(path, HEALTH) || isLocal(request));
        return open ? chain.filter(exchange) : ProblemWriter.write(exchange, new Refused(ErrorCode.NOT_FOUND));
    }

    private static boolean isBelow(String path, String parent) {
        return path.equals(parent) || path.startsWith(parent + "/");
    }

    /// A proxy on this machine gives itself away by its headers.
    private static boolean isLocal(ServerHttpRequest request) {
        InetSocketAddress peer = request.getRemoteAddress();
        return peer != null
                && peer.getAddress() != null
                && peer.getAddress().isLoopbackAddress()
                && !request.getHeaders().containsHeader("X-Forwarded-For")
                && !request.getHeaders().containsHeader("Forwarded");
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1;
    }
}
