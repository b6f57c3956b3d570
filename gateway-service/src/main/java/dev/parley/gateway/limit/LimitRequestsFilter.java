package dev.parley.gateway.limit;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.gateway.address.ClientAddressFilter;
import dev.parley.gateway.problem.ProblemWriter;
import dev.parley.kit.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ratelimit.RateLimiter.Response;
import org.springframework.cloud.gateway.filter.ratelimit.RedisRateLimiter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Counts each request against its address's bucket for the route. While Redis is away nobody is limited: a chat
/// that works without limits for a while is better than one that does not.
final class LimitRequestsFilter implements GlobalFilter, Ordered {
    private static final Logger log = LoggerFactory.getLogger(LimitRequestsFilter.class);

    /// The limiter's own sign that Redis did not answer.
    private static final String UNKNOWN = "-1";

    private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final RedisRateLimiter limiter;
    private final LimitMetrics metrics;
    private final Ticker ticker;

    /// Until then nobody is counted. 0: Redis answers.
    private final AtomicLong openUntil = new AtomicLong();

    LimitRequestsFilter(RedisRateLimiter limiter, LimitMetrics metrics, Ticker ticker) {
        this.limiter = limiter;
        this.metrics = metrics;
        this.ticker = ticker;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(GATEWAY_ROUTE_ATTR);
        long open = openUntil.get();
        if (open != 0 && ticker.nanos() - open < 0) {
            metrics.uncounted();
            return chain.filter(exchange);
        }
        return limiter.isAllowed(route.getId(), LimitKey.of(ClientAddressFilter.of(exchange)))
                .flatMap(answer -> decide(route, answer, exchange, chain));
    }

    private Mono<Void> decide(Route route, Response answer, ServerWebExchange exchange, GatewayFilterChain chain) {
        if (UNKNOWN.equals(answer.getHeaders().get(limiter.getRemainingHeader()))) {
            redisAway();
            return chain.filter(exchange);
        }
        if (openUntil.getAndSet(0) != 0) {
            log.atInfo().setMessage("limits_back").log();
        }
        if (answer.isAllowed()) {
            return chain.filter(exchange);
        }
        metrics.refused(route.getId());
        return ProblemWriter.write(exchange, new Refused(ErrorCode.RATE_LIMITED), Duration.ofSeconds(1));
    }

    private void redisAway() {
        metrics.uncounted();
        // Never 0, which would mean that Redis answers.
        if (openUntil.getAndSet((ticker.nanos() + ASK_AGAIN_NANOS) | 1) == 0) {
            log.atWarn().setMessage("limits_open").log();
        }
    }

    @Override
    public int getOrder() {
        return FilterOrders.LIMIT_REQUESTS;
    }
}
