package dev.parley.api.limit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// See [AttemptLimits].
@ConfigurationProperties("parley.login-limit")
record LimitSettings(
        @DefaultValue("10") int perAccount,
        @DefaultValue("100") int perAddress,
        @DefaultValue("5m") Duration window) {
    AttemptLimits limits() {
        return new AttemptLimits(perAccount, perAddress, window);
    }
}
