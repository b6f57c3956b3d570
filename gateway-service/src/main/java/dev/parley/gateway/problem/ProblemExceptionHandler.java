package dev.parley.gateway.problem;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// The last to see what went wrong with a request. A response that was on its way is broken off; the client sees
/// that it is incomplete.
@Component
@Order(-2) // Before Boot's own, which would answer with its error page.
class ProblemExceptionHandler implements ErrorWebExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemExceptionHandler.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final MeterRegistry meters;

    ProblemExceptionHandler(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        Refused refused = Trouble.of(failure);
        Route route = exchange.getAttribute(GATEWAY_ROUTE_ATTR);
        meters.counter(
                        "gateway.refused",
                        "code",
                        refused.code().wireName(),
                        "route",
                        route == null ? "none" : route.getId())
                .increment();
        if (refused.code() == ErrorCode.INTERNAL) {
            log.atError().setMessage("request_failed").setCause(failure).log();
        }
        return ProblemWriter.write(exchange, refused, refused.code() == ErrorCode.RETRY ? RETRY_AFTER : null);
    }
}
