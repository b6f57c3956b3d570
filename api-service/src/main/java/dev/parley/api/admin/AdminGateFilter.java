package dev.parley.api.admin;

import dev.parley.api.edge.PlainProblem;
import dev.parley.contracts.error.ErrorCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets in who shows an operator's secret: `Authorization: Bearer SECRET`. Without keys there is nothing behind it.
final class AdminGateFilter extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(AdminGateFilter.class);
    private static final String SCHEME = "Bearer ";

    private final AdminKeys keys;
    private final AdminMetrics metrics;

    AdminGateFilter(AdminKeys keys, AdminMetrics metrics) {
        this.keys = keys;
        this.metrics = metrics;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (keys.areNone()) {
            PlainProblem.write(ErrorCode.NOT_FOUND, response);
            return;
        }
        @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        Optional<Admin> admin = header != null && header.startsWith(SCHEME)
                ? keys.holder(header.substring(SCHEME.length()).strip())
                : Optional.empty();
        if (admin.isEmpty()) {
            refuse(header == null ? ErrorCode.UNAUTHENTICATED : ErrorCode.TOKEN_INVALID, response);
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(admin.get(), null, List.of()));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    private void refuse(ErrorCode code, HttpServletResponse response) throws IOException {
        metrics.refused();
        log.atWarn()
                .setMessage("admin_refused")
                .addKeyValue("code", code.wireName())
                .log();
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        PlainProblem.write(code, response);
    }
}
