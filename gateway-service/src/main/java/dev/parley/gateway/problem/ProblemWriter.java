package dev.parley.gateway.problem;

import dev.parley.contracts.error.Refused;
import dev.parley.kit.problem.Problems;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Answers a request with a problem.
public final class ProblemWriter {
    private ProblemWriter() {}

    /// Replaces whatever the response held so far; it must not be on its way yet.
    ///
    /// @param retryAfter for the header and the member `retryAfterMs`
    public static Mono<Void> write(ServerWebExchange exchange, Refused refused, @Nullable Duration retryAfter) {
        ProblemDetail problem = Problems.of(refused);
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders headers = response.getHeaders();
        headers.remove(HttpHeaders.CONTENT_LENGTH);
        headers.remove(HttpHeaders.TRANSFER_ENCODING);
        if (retryAfter != null) {
            problem.setProperty("retryAfterMs", retryAfter.toMillis());
            long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        }
        response.setStatusCode(HttpStatusCode.valueOf(refused.code().httpStatus()));
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        byte[] body = Problems.json(problem);
        headers.setContentLength(body.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    public static Mono<Void> write(ServerWebExchange exchange, Refused refused) {
        return write(exchange, refused, null);
    }
}
