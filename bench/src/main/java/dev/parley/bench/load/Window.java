package dev.parley.bench.load;

import java.time.Duration;

/// How long and how hard something is driven.
///
/// @param perSecond messages that are meant to be sent in a second, evenly spread
/// @param warmUp driven alike before it is measured
/// @param mustBeKept whether sending ends early when the rate is not kept
public record Window(double perSecond, Duration warmUp, Duration measured, boolean mustBeKept) {
    public Window(double perSecond, Duration warmUp, Duration measured) {
        this(perSecond, warmUp, measured, true);
    }

    /// For what is sent to prepare, and may take longer.
    public static Window patient(double perSecond, Duration length) {
        return new Window(perSecond, Duration.ZERO, length, false);
    }

    public Window {
        if (perSecond <= 0 || warmUp.isNegative() || !measured.isPositive()) {
            throw new IllegalArgumentException("a window has a rate and a length");
        }
    }

    /// Messages before measuring begins.
    public int warmUpMessages() {
        return Math.toIntExact(Math.round(perSecond * warmUp.toMillis() / 1_000));
    }

    /// All messages.
    public int messages() {
        return warmUpMessages() + Math.toIntExact(Math.round(perSecond * measured.toMillis() / 1_000));
    }

    /// When a message is meant to be sent, from the start.
    public long intendedNanos(int message) {
        return Math.round(message * 1e9 / perSecond);
    }
}
