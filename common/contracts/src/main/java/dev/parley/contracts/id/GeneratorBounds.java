package dev.parley.contracts.id;

import java.time.Duration;

/// How far a [SnowflakeGenerator] goes along with clocks that disagree.
///
/// @param maxLead how far an id's time may lie ahead of the wall clock, whatever the cause: a clock that stepped
/// back, or a foreign id that was observed. Up to there the generator goes on above its last id, which costs nobody
/// anything: order holds, and the id's time is off by no more than clocks are anyway. Above it, it waits or
/// refuses, and foreign ids are not followed, so one wrong clock can't drag all others along
/// @param maxWait how much is waited for; more than that is refused. Short, since ids are also stamped on event
///     loops
public record GeneratorBounds(Duration maxLead, Duration maxWait) {
    /// One minute covers every correction of a time daemon and every pair of machines that keep time at all; an
    /// hour is a
    /// fault that someone must see.
    public static final GeneratorBounds DEFAULT = new GeneratorBounds(Duration.ofMinutes(1), Duration.ofMillis(10));

    public GeneratorBounds {
        if (maxLead.isNegative() || maxWait.toMillis() < 1) {
            throw new IllegalArgumentException("maxLead is at least 0 and maxWait at least 1 ms");
        }
    }
}
