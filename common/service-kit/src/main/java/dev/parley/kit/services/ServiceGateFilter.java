package dev.parley.kit.services;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import dev.parley.kit.problem.Problems;
import dev.parley.kit.services.ServiceKeys.Checked;
import dev.parley.kit.services.ServiceKeys.Why;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// Lets nobody but services of this installation in below `/internal/`. Without keys nobody at all.
///
/// It reads addresses as Spring MVC does, so there is no spelling that leads to a controller and past it.
final class ServiceGateFilter extends OncePerRequestFilter {
    static final String SCHEME = "Bearer ";
    static final String BELOW = "/internal";

    private static final Logger log = LoggerFactory.getLogger(ServiceGateFilter.class);
    private static final PathPattern GUARDED = new PathPatternParser().parse(BELOW + "/**");

    private final String called;
    private final Clock clock;
    private final ServiceMetrics metrics;
    private volatile @Nullable Supplier<ServiceKeys> keys;

    /// @param called this service's name
    ServiceGateFilter(String called, Clock clock, ServiceMetrics metrics) {
        this.called = called;
        this.clock = clock;
        this.metrics = metrics;
    }

    /// From now on lets in who has a token under one of these.
    void open(Supplier<ServiceKeys> known) {
        keys = known;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !GUARDED.matches(ServletRequestPathUtils.parse(request).pathWithinApplication());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        switch (check(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            case Checked.Good good -> chain.doFilter(request, response);
            case Checked.Bad bad -> refuse(bad.why(), response);
        }
    }

    private Checked check(@Nullable String header) {
        @Nullable Supplier<ServiceKeys> known = keys;
        if (header == null || !header.startsWith(SCHEME)) {
            return new Checked.Bad(Why.MISSING);
        }
        return known == null
                ? new Checked.Bad(Why.NOT_OURS)
                : known.get().check(header.substring(SCHEME.length()).strip(), called, clock.instant());
    }

    private void refuse(Why why, HttpServletResponse response) throws IOException {
        metrics.refused(why);
        log.atWarn()
                .setMessage("service_call_refused")
                .addKeyValue("why", why.tag())
                .log();
        ErrorCode code = why == Why.MISSING ? ErrorCode.UNAUTHENTICATED : ErrorCode.TOKEN_INVALID;
        response.setStatus(code.httpStatus());
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream()
                .write(Problems.json(
                        Problems.of(new Refused(code, "Only services of this installation get in here."))));
    }
}
