package dev.parley.kit.problem;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/// Turns what controllers throw into problems. What is neither refused nor a bad request is a bug: logged once,
/// here, and answered without
/// detail. Imported by servlet services.
@RestControllerAdvice
public class ProblemResponses extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemResponses.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(RefusedException refused) {
        return answer(refused.refused(), refused.retryAfter());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception bug) {
        log.atError().setMessage("request_failed").setCause(bug).log();
        return answer(new Refused(ErrorCode.INTERNAL), null);
    }

    private static ResponseEntity<ProblemDetail> answer(Refused refused, @Nullable Duration retryAfter) {
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(refused.code().httpStatus());
        if (retryAfter != null) {
            response.header(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds())));
        }
        return response.body(Problems.of(refused));
    }

    /// Everything Spring itself refuses: unreadable bodies, missing parameters, unknown addresses, wrong methods.
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception cause, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ErrorCode code = switch (status.value()) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 413 -> ErrorCode.REQUEST_TOO_LARGE;
            case 503 -> ErrorCode.RETRY;
            default -> status.is4xxClientError() ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL;
        };
        if (code == ErrorCode.INTERNAL) {
            log.atError().setMessage("request_failed").setCause(cause).log();
        }
        ProblemDetail problem = Problems.of(new Refused(code, detail(cause, code)));
        problem.setStatus(status.value());
        return ResponseEntity.status(status).headers(headers).body(problem);
    }

    private static String detail(Exception cause, ErrorCode code) {
        if (cause instanceof MethodArgumentNotValidException invalid) {
            return invalid.getBindingResult().getFieldErrors().stream()
                    .map(field -> field.getField() + " " + field.getDefaultMessage())
                    .sorted()
                    .collect(Collectors.joining("; "));
        }
        return code.sentence();
    }
}
