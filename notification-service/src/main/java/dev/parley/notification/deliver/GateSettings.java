package dev.parley.notification.deliver;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How hard each provider is pressed, by each instance.
///
/// @param perSecond pushes begun in a second, also the most at one moment
/// @param atOnce pushes that wait for an answer; the others stay due
/// @param failuresInARow after so many the provider is left alone
/// @param firstRest for how long, the first time
/// @param longestRest for how long at most while it keeps failing
@ConfigurationProperties("parley.push.gate")
record GateSettings(
        @DefaultValue("500") int perSecond,
        @DefaultValue("200") int atOnce,
        @DefaultValue("5") int failuresInARow,
        @DefaultValue("5s") Duration firstRest,
        @DefaultValue("2m") Duration longestRest) {
    GateSettings {
        if (perSecond < 1 || atOnce < 1 || failuresInARow < 1) {
            throw new IllegalArgumentException("parley.push.gate: numbers are at least 1");
        }
        if (!firstRest.isPositive() || longestRest.compareTo(firstRest) < 0) {
            throw new IllegalArgumentException(
                    "parley.push.gate: longest-rest is at least first-rest, which is positive");
        }
    }
}
