package dev.parley.discovery.connect;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.discovery.connect.GrantConnection.Answer;
import dev.parley.discovery.region.Regions;
import dev.parley.kit.access.AccessTokens;
import dev.parley.kit.access.AccessTokens.Checked;
import dev.parley.kit.access.Caller;
import dev.parley.kit.problem.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// GET /v1/connect.
@RestController
class ConnectController {
    private static final String BEARER = "Bearer ";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final AccessTokens tokens;
    private final GrantConnection grantConnection;
    private final ConnectMetrics metrics;

    ConnectController(AccessTokens tokens, GrantConnection grantConnection, ConnectMetrics metrics) {
        this.tokens = tokens;
        this.grantConnection = grantConnection;
        this.metrics = metrics;
    }

    @GetMapping("/v1/connect")
    ResponseEntity<Grant> connect(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestParam Optional<String> region,
            @RequestParam Optional<String> hint,
            HttpServletResponse response) {
        Caller caller = caller(authorization, response);
        return switch (grantConnection.grant(caller, new Regions.Wish(region, hint))) {
            case Answer.Granted granted ->
                ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(granted.grant());
            case Answer.No no -> throw new RefusedException(no.refused(), RETRY_AFTER);
        };
    }

    private Caller caller(@Nullable String authorization, HttpServletResponse response) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw refused(ErrorCode.UNAUTHENTICATED, response);
        }
        return switch (tokens.check(authorization.substring(BEARER.length()).strip())) {
            case Checked.Good good -> good.caller();
            case Checked.Bad bad -> throw refused(bad.code(), response);
        };
    }

    private RefusedException refused(ErrorCode code, HttpServletResponse response) {
        metrics.tokenRefused(code);
        if (code == ErrorCode.RETRY) {
            return new RefusedException(new Refused(code), RETRY_AFTER);
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return new RefusedException(code);
    }
}
