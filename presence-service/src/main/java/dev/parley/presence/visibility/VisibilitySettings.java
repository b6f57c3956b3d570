package dev.parley.presence.visibility;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How api-service is asked.
///
/// @param keep how long an answer is used; so much later a block is felt at the latest
/// @param timeout for one question
/// @param pause without questions after one that failed; nobody new is shown meanwhile
@ConfigurationProperties("parley.presence.visibility")
record VisibilitySettings(
        @DefaultValue("20s") Duration keep,
        @DefaultValue("1s") Duration timeout,
        @DefaultValue("1s") Duration pause) {
    VisibilitySettings {
        if (!keep.isPositive() || keep.toSeconds() > 60 || !timeout.isPositive() || pause.isNegative()) {
            throw new IllegalArgumentException("parley.presence.visibility.keep: at most a minute");
        }
    }
}
