package dev.parley.api.edge;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.kit.problem.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/// Writes a problem where no controller is involved.
final class PlainProblem {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PlainProblem() {}

    static void write(ErrorCode code, HttpServletResponse response) throws IOException {
        write(code, code.httpStatus(), response);
    }

    /// @param status where it is more exact than the code's own
    static void write(ErrorCode code, int status, HttpServletResponse response) throws IOException {
        ProblemDetail problem = Problems.of(new Refused(code));
        problem.setStatus(status);
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        JSON.writeValue(response.getOutputStream(), problem);
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
