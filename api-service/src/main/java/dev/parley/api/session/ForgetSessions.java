package dev.parley.api.session;

import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes what is left of sessions that ended long ago.
final class ForgetSessions {
    /// At a time; the next turn goes on.
    static final int BATCH = 1_000;

    private static final Logger log = LoggerFactory.getLogger(ForgetSessions.class);

    private final SessionStore sessions;
    private final InstantSource clock;
    private final Duration remember;

    ForgetSessions(SessionStore sessions, InstantSource clock, Duration remember) {
        this.sessions = sessions;
        this.clock = clock;
        this.remember = remember;
    }

    /// Never throws: there is a next time.
    void run() {
        try {
            int forgotten = sessions.forget(clock.instant().minus(remember), BATCH);
            if (forgotten > 0) {
                log.atInfo()
                        .setMessage("sessions_forgotten")
                        .addKeyValue("count", forgotten)
                        .log();
            }
        } catch (RuntimeException trouble) {
            log.atWarn().setMessage("sessions_not_forgotten").setCause(trouble).log();
        }
    }
}
