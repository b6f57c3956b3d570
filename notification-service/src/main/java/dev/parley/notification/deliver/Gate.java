package dev.parley.notification.deliver;

import java.time.Duration;

/// How much may be handed to one provider right now: a rate, a number of pushes at once, and a rest after it
/// failed.
///
/// The rest is a circuit breaker: after some failures in a row nothing is tried for a while, then one push; if
/// that
/// fails, too, the rest is twice as long, up to a bound. What comes in meanwhile collapses where it waits, so a
/// provider that returns gets one notice for each conversation, at its rate.
///
/// Time is passed in, as nanoseconds of one ticker. Safe for any number of threads.
final class Gate {
    private final GateSettings settings;

    private double tokens;
    private long filledAt;
    private int inFlight;
    private int failures;
    private Duration rest;
    private long restUntil;
    private boolean resting;

    Gate(GateSettings settings, long nanos) {
        this.settings = settings;
        this.tokens = settings.perSecond();
        this.filledAt = nanos;
        this.rest = settings.firstRest();
    }

    /// How many pushes may begin now.
    synchronized int permits(long nanos) {
        fill(nanos);
        if (resting && nanos - restUntil < 0) {
            return 0;
        }
        int most = isProbing() ? 1 : settings.atOnce();
        return Math.max(0, Math.min((int) tokens, most - inFlight));
    }

    /// After a rest, until something succeeds.
    private boolean isProbing() {
        return failures >= settings.failuresInARow();
    }

    synchronized void begin(int count, long nanos) {
        fill(nanos);
        tokens -= count;
        inFlight += count;
    }

    /// One that was begun has ended, however.
    synchronized void end() {
        inFlight--;
    }

    /// The provider answered as one does that works, be it about one push only.
    synchronized void works() {
        failures = 0;
        rest = settings.firstRest();
    }

    synchronized void failed(long nanos) {
        failures++;
        if (isProbing()) {
            restUntil(nanos + rest.toNanos());
            Duration twice = rest.multipliedBy(2);
            rest = twice.compareTo(settings.longestRest()) > 0 ? settings.longestRest() : twice;
        }
    }

    /// The provider itself asks for a rest.
    synchronized void rest(Duration asked, long nanos) {
        restUntil(nanos + asked.toNanos());
    }

    private void restUntil(long until) {
        if (!resting || until - restUntil > 0) {
            restUntil = until;
        }
        resting = true;
    }

    synchronized boolean isResting(long nanos) {
        return resting && nanos - restUntil < 0;
    }

    private void fill(long nanos) {
        double seconds = (nanos - filledAt) / 1e9;
        tokens = Math.min(settings.perSecond(), tokens + seconds * settings.perSecond());
        filledAt = nanos;
    }
}
