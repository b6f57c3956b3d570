package dev.parley.api.session;

import dev.parley.api.edge.Caller;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.problem.RefusedException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Gives controllers their [Caller]. The session behind the token is looked up each time, so that logout and
/// revocation count at once.
final class CallerResolver implements HandlerMethodArgumentResolver {
    private final SessionStore sessions;
    private final InstantSource clock;

    CallerResolver(SessionStore sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    /// @throws RefusedException [ErrorCode#DEVICE_REVOKED] if the session has ended
    @Override
    public Caller resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (!(authentication instanceof JwtAuthenticationToken token)) {
            throw new RefusedException(ErrorCode.UNAUTHENTICATED);
        }
        Caller caller = caller(token.getToken());
        if (!sessions.isLive(caller.session(), clock.instant())) {
            throw new RefusedException(ErrorCode.DEVICE_REVOKED);
        }
        return caller;
    }

    /// Reads what [AccessTokens#issue] wrote. Signature and times were checked before.
    private static Caller caller(Jwt token) {
        return new Caller(
                UserId.parse(token.getSubject()),
                DeviceId.parse(token.getClaimAsString(AccessTokens.DEVICE)),
                Long.parseLong(token.getClaimAsString(AccessTokens.SESSION)));
    }
}
