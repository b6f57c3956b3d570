package dev.parley.api.edge;

import dev.parley.api.answer.UnavailableException;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.kit.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Passing trouble with what is behind this service becomes `retry`, with the time after which trying makes sense.
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class TroubleResponses {
    private static final Logger log = LoggerFactory.getLogger(TroubleResponses.class);
    private static final String RETRY_AFTER_SECONDS = "1";

    @ExceptionHandler({
        UnavailableException.class,
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        RecoverableDataAccessException.class,
        TransactionException.class
    })
    ResponseEntity<ProblemDetail> trouble(Exception trouble, HttpServletRequest request) {
        log.atWarn()
                .setMessage("request_delayed")
                .addKeyValue("method", request.getMethod())
                .addKeyValue("cause", String.valueOf(trouble.getMessage()))
                .log();
        return ResponseEntity.status(ErrorCode.RETRY.httpStatus())
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(Problems.of(new Refused(ErrorCode.RETRY)));
    }

    /// A body is found to be over the limit while it is read.
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException unreadable) {
        ErrorCode code = ErrorCode.INVALID_REQUEST;
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyLimitFilter.BodyTooLargeException) {
                code = ErrorCode.REQUEST_TOO_LARGE;
            }
        }
        return ResponseEntity.status(code.httpStatus()).body(Problems.of(new Refused(code)));
    }
}
