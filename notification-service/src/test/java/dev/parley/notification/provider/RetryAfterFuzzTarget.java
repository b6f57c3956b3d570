package dev.parley.notification.provider;

import dev.parley.fuzzkit.FuzzTarget;
import java.time.Duration;
import java.time.Instant;

/// What a push service answers in `Retry-After`.
public final class RetryAfterFuzzTarget implements FuzzTarget {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @Override
    public String name() {
        return "retry-after";
    }

    @Override
    public String promise() {
        return "from nothing to an hour, or none";
    }

    @Override
    public void hold(byte[] input) {
        RetryAfter.parse(FuzzTarget.text(input), NOW)
                .ifPresent(wait -> FuzzTarget.require(
                        !wait.isNegative() && wait.compareTo(Duration.ofHours(1)) <= 0, "0 to an hour"));
    }
}
