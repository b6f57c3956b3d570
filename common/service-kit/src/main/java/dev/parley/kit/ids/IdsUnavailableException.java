package dev.parley.kit.ids;

import java.time.Duration;

/// No id can be given at the moment. Passing trouble: trying again is worth while, after [#retryAfter].
public final class IdsUnavailableException extends RuntimeException {
    public enum Reason {
        /// The worker number's lease is not there yet, has run out or was lost.
        NO_LEASE,
        /// The clock lies far behind ids already given.
        CLOCK_BEHIND,
        /// The clock lies beyond what the lease was asked for.
        BEYOND_LIMIT,
        /// More than 4,096 ids in each millisecond are wanted.
        TOO_MANY;

        /// As a metric's tag.
        String tag() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final Reason reason;
    private final Duration retryAfter;

    IdsUnavailableException(Reason reason, Duration retryAfter) {
        super("no ids: " + reason.tag());
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public Reason reason() {
        return reason;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
