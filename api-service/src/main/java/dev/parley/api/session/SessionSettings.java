package dev.parley.api.session;

import dev.parley.contracts.event.LogEntry;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long logins last.
///
/// @param accessLife of access tokens, at most [LogEntry.SessionEnd#REMEMBERED]. Other services take a token until it
/// expires, so this is how long a revoked device may still reach them
/// @param refreshLife how long a session lasts without a refresh
/// @param remember how long ended sessions are kept, so that re-use of their tokens is still noticed
/// @param signingKey a private EC key on P-256 as a JWK. Empty: a key is made once and kept in PostgreSQL
@ConfigurationProperties("parley.session")
record SessionSettings(
        @DefaultValue("15m") Duration accessLife,
        @DefaultValue("90d") Duration refreshLife,
        @DefaultValue("30d") Duration remember,
        @DefaultValue("") String signingKey) {
    private static final Duration LEAST = Duration.ofSeconds(1);

    SessionSettings {
        if (accessLife.compareTo(LogEntry.SessionEnd.REMEMBERED) > 0) {
            throw new IllegalArgumentException(
                    "parley.session.access-life: at most 1h, so long chat servers remember that a login has ended");
        }
        if (accessLife.compareTo(LEAST) < 0 || refreshLife.compareTo(accessLife) < 0 || remember.isNegative()) {
            throw new IllegalArgumentException(
                    "parley.session: access-life of at least 1s, refresh-life of at least access-life");
        }
    }
}
