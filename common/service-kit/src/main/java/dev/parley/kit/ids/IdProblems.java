package dev.parley.kit.ids;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.kit.problem.Problems;
import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Answers requests that needed an id when there was none: come again. Imported by servlet services that stamp ids.
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public class IdProblems {
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noIds(IdsUnavailableException unavailable) {
        return retry(new Refused(ErrorCode.RETRY), unavailable.retryAfter());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noLeases(LeasesUnavailableException unavailable) {
        return retry(new Refused(ErrorCode.RETRY, unavailable.reason()), A_MOMENT);
    }

    private static ResponseEntity<ProblemDetail> retry(Refused refused, Duration after) {
        long seconds = Math.max(1, after.plusMillis(999).toSeconds());
        return ResponseEntity.status(refused.code().httpStatus())
                .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
                .body(Problems.of(refused));
    }
}
