package dev.parley.api.edge;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.kit.problem.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/// Writes a problem where no controller is involved.
public final class PlainProblem {
    private PlainProblem() {}

    public static void write(ErrorCode code, HttpServletResponse response) throws IOException {
        write(code, code.httpStatus(), response);
    }

    /// @param status where it is more exact than the code's own
    static void write(ErrorCode code, int status, HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(text(code, status).getBytes(StandardCharsets.UTF_8));
    }

    /// The body of such an answer.
    static String text(ErrorCode code, int status) {
        ProblemDetail problem = Problems.of(new Refused(code));
        problem.setStatus(status);
        return new String(Problems.json(problem), StandardCharsets.UTF_8);
    }

    /// The code that says the most about a status.
    static ErrorCode codeOf(int status) {
        return switch (status) {
            case 401 -> ErrorCode.UNAUTHENTICATED;
            case 403 -> ErrorCode.FORBIDDEN;
            case 404 -> ErrorCode.NOT_FOUND;
            case 413 -> ErrorCode.REQUEST_TOO_LARGE;
            case 503 -> ErrorCode.RETRY;
            default -> status >= 400 && status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL;
        };
    }
}
