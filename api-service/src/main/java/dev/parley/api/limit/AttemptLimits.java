package dev.parley.api.limit;

import java.time.Duration;

/// How many failures are allowed.
///
/// @param perAccount failures of one account in a window, from anywhere
/// @param perAddress failures from one address in a window, at any accounts; greater, since many people may share
///     it
public record AttemptLimits(int perAccount, int perAddress, Duration window) {
    public AttemptLimits {
        if (perAccount < 1 || perAddress < 1 || !window.isPositive()) {
            throw new IllegalArgumentException("limits are at least 1 and the window is longer than nothing");
        }
    }
}
