package dev.parley.api.session;

import dev.parley.api.answer.Answer;
import dev.parley.api.edge.Caller;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import dev.parley.kit.ids.IdSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Opens sessions and keeps them open.
final class OpenSession {
    static final String UNNAMED_DEVICE = "unnamed device";

    private final SessionStore sessions;
    private final AccessTokens accessTokens;
    private final IdSource ids;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Duration refreshLife;
    private final SessionMetrics metrics;

    /// @param refreshLife how long a session lasts without a refresh
    OpenSession(
            SessionStore sessions,
            AccessTokens accessTokens,
            IdSource ids,
            InstantSource clock,
            RandomGenerator random,
            Duration refreshLife,
            SessionMetrics metrics) {
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
        this.refreshLife = refreshLife;
        this.metrics = metrics;
    }

    /// Opens a session for a user who gave the right password.
    ///
    /// @param known a device of the user's that logs in again; its present session ends. Null for a new device
    /// @param deviceName tidy; null for none
    /// @return [ErrorCode#NOT_FOUND] if `known` is no device of the user's, [ErrorCode#ACCOUNT_SUSPENDED]
    Answer<Login> open(UserId user, @Nullable DeviceId known, @Nullable String deviceName) {
        Instant now = clock.instant();
        DeviceId device = known == null ? new DeviceId(ids.next()) : known;
        RefreshToken token = RefreshToken.first(random);
        Session session = new Session(ids.next(), user, device, token.ownHash(), now.plus(refreshLife), null);
        SessionStore.Opened opened = known == null
                ? sessions.openOnNewDevice(session, token, deviceName == null ? UNNAMED_DEVICE : deviceName, now)
                : sessions.reopen(session, token, deviceName, now);
        return switch (opened) {
            case OPENED -> Answer.given(login(session.caller(), token, now));
            case NO_SUCH_DEVICE ->
                Answer.denied(ErrorCode.NOT_FOUND, "You have no such device; log in without deviceId.");
            case SUSPENDED -> Answer.denied(ErrorCode.ACCOUNT_SUSPENDED);
        };
    }

    /// Exchanges a refresh token.
    ///
    /// @return [ErrorCode#TOKEN_INVALID], or [ErrorCode#TOKEN_REUSED] if it was exchanged before: then the session
    ///     ends
    Answer<Login> refresh(String text) {
        Optional<RefreshToken> token = RefreshToken.parse(text);
        if (token.isEmpty()) {
            return Answer.denied(ErrorCode.TOKEN_INVALID);
        }
        Instant now = clock.instant();
        RefreshToken next = token.get().next(random);
        Optional<SessionStore.Judged> judged = sessions.refresh(
                token.get(), next, now.plus(refreshLife), now, session -> session.refresh(token.get(), now));
        if (judged.isEmpty()) {
            return Answer.denied(ErrorCode.TOKEN_INVALID);
        }
        Session.Refresh refresh = judged.get().refresh();
        if (refresh == Session.Refresh.REUSE) {
            metrics.reused();
        }
        return refresh == Session.Refresh.ROTATE
                ? Answer.given(login(judged.get().session().caller(), next, now))
                : Answer.denied(refresh.code());
    }

    private Login login(Caller caller, RefreshToken token, Instant now) {
        return new Login(caller, accessTokens.issue(caller, now), token, accessTokens.expiry(now));
    }
}
