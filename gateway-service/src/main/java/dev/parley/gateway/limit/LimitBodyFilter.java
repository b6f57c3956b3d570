package dev.parley.gateway.limit;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.gateway.problem.ProblemWriter;
import dev.parley.kit.problem.RefusedException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Refuses bodies that are too large: at once where their length is told, else as soon as they grow too long. The
/// connection is closed, since the rest of the body would be read for nothing.
final class LimitBodyFilter implements GlobalFilter, Ordered {
    private final long maxBytes;
    private final LimitMetrics metrics;

    LimitBodyFilter(long maxBytes, LimitMetrics metrics) {
        this.maxBytes = maxBytes;
        this.metrics = metrics;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (exchange.getRequest().getHeaders().getContentLength() > maxBytes) {
            closeAfterwards(exchange);
            metrics.bodyRefused();
            return ProblemWriter.write(exchange, new Refused(ErrorCode.REQUEST_TOO_LARGE));
        }
        return chain.filter(exchange.mutate().request(new Counted(exchange)).build());
    }

    private static void closeAfterwards(ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
    }

    private final class Counted extends ServerHttpRequestDecorator {
        private final ServerWebExchange exchange;

        Counted(ServerWebExchange exchange) {
            super(exchange.getRequest());
            this.exchange = exchange;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            AtomicLong read = new AtomicLong();
            return super.getBody().handle((part, body) -> {
                if (read.addAndGet(part.readableByteCount()) <= maxBytes) {
                    body.next(part);
                    return;
                }
                DataBufferUtils.release(part);
                closeAfterwards(exchange);
                metrics.bodyRefused();
                body.error(new RefusedException(ErrorCode.REQUEST_TOO_LARGE));
            });
        }
    }

    @Override
    public int getOrder() {
        return FilterOrders.LIMIT_BODY;
    }
}
