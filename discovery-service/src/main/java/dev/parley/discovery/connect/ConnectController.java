package dev.parley.discovery.connect;

import dev.parley.discovery.connect.GrantConnection.Answer;
import dev.parley.discovery.region.Regions;
import dev.parley.kit.access.Caller;
import dev.parley.kit.access.Callers;
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
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Callers callers;
    private final GrantConnection grantConnection;
    private final ConnectMetrics metrics;

    ConnectController(Callers callers, GrantConnection grantConnection, ConnectMetrics metrics) {
        this.callers = callers;
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
        try {
            return callers.of(authorization, response);
        } catch (RefusedException refused) {
            metrics.tokenRefused(refused.refused().code());
            throw refused;
        }
    }
}
