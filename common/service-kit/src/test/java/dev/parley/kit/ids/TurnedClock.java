package dev.parley.kit.ids;

import dev.parley.kit.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// Wall time and elapsed time that stand still until a test turns them, together or only the wall clock.
final class TurnedClock extends Clock implements Ticker {
    private Instant wall = Instant.parse("2026-06-01T12:00:00Z");
    private long nanos = Long.MAX_VALUE - 1; // Overflows at once: elapsed time is compared by difference.

    synchronized void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }

    synchronized void setWallBy(Duration step) {
        wall = wall.plus(step);
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Instant instant() {
        return wall;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        InstantSource turned = this::instant;
        return turned.withZone(zone);
    }
}
