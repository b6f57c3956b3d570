package dev.parley.kit.ids;

/// Notices when the wall clock is set. Not thread-safe.
final class ClockWatch {
    enum Step {
        NONE,
        BACK,
        FORWARD
    }

    /// A forward step is told from a slow reader by the ticker. Time daemons slew by less than 1 ms a second, so a
    /// whole
    /// second was a step, or a machine that slept.
    private static final long FORWARD_MS = 1_000;

    private static final long NANOS_PER_MS = 1_000_000;

    private boolean started;
    private long lastWallMs;
    private long lastNanos;

    Step read(long wallMs, long nanos) {
        long byWall = wallMs - lastWallMs;
        long byTicker = (nanos - lastNanos) / NANOS_PER_MS;
        boolean first = !started;
        started = true;
        lastWallMs = wallMs;
        lastNanos = nanos;
        if (first) {
            return Step.NONE;
        }
        if (byWall < 0) {
            return Step.BACK;
        }
        return byWall - byTicker >= FORWARD_MS ? Step.FORWARD : Step.NONE;
    }
}
