package dev.parley.client.conversation;

import org.jspecify.annotations.Nullable;

/// The pulls of one conversation: at most one at a time, repeated with patience while they don't bring what is
/// lacking.
final class Pulling {
    static final long NEVER = Long.MAX_VALUE;
    private static final long FIRST_DELAY_MS = 250;
    private static final long MAX_DELAY_MS = 30_000;

    private @Nullable String requestId;
    /// While a pull is under way, when it counts as lost; otherwise, when the next may go out.
    private long untilMs;
    private int failures;
    /// The head at which the server refused; nothing is asked again before there is a newer one.
    private long refusedAtSeq = -1;

    boolean isUnderWay() {
        return requestId != null;
    }

    boolean isRefused(long headSeq) {
        return refusedAtSeq >= headSeq;
    }

    boolean isDue(long nowMs) {
        return nowMs >= untilMs;
    }

    long dueAtMs() {
        return untilMs;
    }

    void started(String id, long lostAtMs) {
        requestId = id;
        untilMs = lostAtMs;
    }

    /// False for the answer to a pull that was given up.
    boolean answered(@Nullable String id) {
        if (requestId == null || !requestId.equals(id)) {
            return false;
        }
        requestId = null;
        untilMs = 0;
        return true;
    }

    void progressed() {
        failures = 0;
    }

    /// The answer did not bring the next event.
    void failed(long nowMs, long atLeastMs) {
        failures++;
        untilMs = nowMs + Math.max(atLeastMs, Patience.delayMs(FIRST_DELAY_MS, failures, MAX_DELAY_MS));
    }

    void refused(long headSeq) {
        refusedAtSeq = headSeq;
    }

    void forgetConnection() {
        requestId = null;
        untilMs = 0;
    }
}
