package dev.parley.kit.access;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.kit.access.AccessTokens.Checked;
import dev.parley.kit.problem.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// Who makes a request: its header `Authorization` holds an access token (RFC 6750).
public final class Callers {
    private static final String BEARER = "Bearer ";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final AccessTokens tokens;

    Callers(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /// @param authorization the header, if there is one
    /// @param response gets what goes with a refusal
    /// @throws RefusedException [ErrorCode#UNAUTHENTICATED] if there is no token, else as [Checked.Bad]
    public Caller of(@Nullable String authorization, HttpServletResponse response) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw refused(ErrorCode.UNAUTHENTICATED, response);
        }
        return switch (tokens.check(authorization.substring(BEARER.length()).strip())) {
            case Checked.Good good -> good.caller();
            case Checked.Bad bad -> throw refused(bad.code(), response);
        };
    }

    private static RefusedException refused(ErrorCode code, HttpServletResponse response) {
        if (code == ErrorCode.RETRY) {
            return new RefusedException(new Refused(code), RETRY_AFTER);
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return new RefusedException(code);
    }
}
