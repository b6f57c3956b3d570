package dev.parley.kit.migrate;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who brings a service's schema to the version that the service needs.
///
/// @param patience with `never`: how long an older schema may take to become new enough; none by default
/// @param grantTo of PostgreSQL: the user that serves, where it is not the one that migrates. It may read and write
///     rows and owns nothing
@ConfigurationProperties("parley.migrations")
public record MigrationSettings(
        @DefaultValue("at-start") Run run,
        @DefaultValue("0s") Duration patience,
        @DefaultValue("") String grantTo) {
    /// In files `at-start`, `only` and `never`.
    public enum Run {
        /// The service itself, before it serves.
        AT_START,
        /// This process, which serves nobody and ends. Of one run, so an argument and never in a file.
        ONLY,
        /// Somebody else: the service looks and refuses to start on an older schema.
        NEVER
    }

    public MigrationSettings {
        if (patience.isNegative()) {
            throw new IllegalArgumentException("parley.migrations.patience must not be negative");
        }
        if (!grantTo.matches("[a-z0-9_-]{0,63}")) {
            throw new IllegalArgumentException(
                    "parley.migrations.grant-to: at most 63 lower case letters, digits, - and _");
        }
    }
}
